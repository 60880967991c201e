using GradeBench.Core.Attempts;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;

namespace GradeBench.Core.Submissions;

/// <summary>One upload within an attempt. All are kept; the last complete one before the deadline counts.</summary>
public sealed class Submission
{
    public required Guid Id { get; init; }

    /// <summary>The end of <see cref="Id"/> that its receipt number is made of, in upper-case hex. Given by the database.</summary>
    public string ReceiptDigits { get; init; } = "";

    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    /// <summary>Counts the attempt's submissions from 1.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of the stored bytes, in lower-case hex; equal uploads share their bytes.</summary>
    public required string Sha256 { get; init; }

    public StoredBlob Content { get; init; } = null!;

    /// <summary>
    /// SHA-256 of what was received, so that its receipt can still be checked after the retention policy took the bytes; null
    /// while they are there.
    /// </summary>
    public string? ReceiptSha256 { get; init; }

    /// <summary>How many bytes those were.</summary>
    public long? ReceiptBytes { get; init; }

    /// <summary>The uploaded archive's name, cleaned for display; null when loose files were uploaded.</summary>
    public string? FileName { get; init; }

    /// <summary>For example <c>csharp</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The files that are graded.</summary>
    public required IReadOnlyList<SubmittedFile> Files { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public ICollection<Run> Runs { get; } = [];
}
