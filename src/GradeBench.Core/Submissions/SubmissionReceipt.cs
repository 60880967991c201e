namespace GradeBench.Core.Submissions;

/// <summary>What a candidate keeps as proof of an upload.</summary>
/// <param name="Number">Counts the attempt's submissions from 1.</param>
/// <param name="Sha256">SHA-256 of the stored bytes, in lower-case hex.</param>
public sealed record SubmissionReceipt(
    Guid SubmissionId,
    Guid RunId,
    int Number,
    string Sha256,
    long Bytes,
    DateTimeOffset ReceivedAt,
    string PackVersion,
    IReadOnlyList<SubmittedFile> Files);
