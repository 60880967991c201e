using GradeBench.Core.Submissions;

namespace GradeBench.Core.Receipts;

/// <summary>What a candidate keeps as proof of an upload. Everything that is signed is in it, and nothing about the person.</summary>
/// <param name="Number">For example <c>GB-3F2A-91BC-77D0</c>.</param>
/// <param name="Sha256">SHA-256 of the stored bytes, in lower-case hex.</param>
/// <param name="FileName">The uploaded archive's name; null when loose files were uploaded. Not signed: it may say who sent it.</param>
/// <param name="Signature">HMAC-SHA256 with this installation's key, in lower-case hex.</param>
public sealed record Receipt(
    string Number, string Assessment, string Sha256, long Bytes, DateTimeOffset ReceivedAt, string? FileName,
    IReadOnlyList<SubmittedFile> Files, string PackVersion, string RubricVersion, string RubricSha256, string StarterSha256, string Signature);
