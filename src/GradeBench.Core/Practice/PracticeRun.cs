using GradeBench.Core.Invitations;
using GradeBench.Core.Submissions;

namespace GradeBench.Core.Practice;

/// <summary>
/// A try in the sandbox that counts for nothing. It is kept apart from submissions, so that no list, score or statistic can
/// take it for one; its bytes go when it ends.
/// </summary>
public sealed class PracticeRun
{
    public required Guid Id { get; init; }

    public required Guid InvitationId { get; init; }

    public Invitation Invitation { get; init; } = null!;

    /// <summary>The pack it is tried with: that of the assessment, or the small one for trying things out before Start.</summary>
    public required string PackId { get; init; }

    /// <summary>The upload; null once the run has ended.</summary>
    public byte[]? Content { get; set; }

    public required string Language { get; init; }

    public required IReadOnlyList<SubmittedFile> Files { get; init; }

    /// <summary>What intake left out.</summary>
    public required IReadOnlyList<IgnoredFile> Ignored { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When its job was last handed to the job engine.</summary>
    public required DateTimeOffset EnqueuedAt { get; set; }

    /// <summary>Until then a worker holds it; null before the first claim.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    public int Claims { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What was seen; null until it ended, and when it ended in a fault of ours.</summary>
    public PracticeResult? Result { get; set; }
}

/// <summary>Something of an upload that is not graded, and why.</summary>
/// <param name="Files">How many files that is: 1 for a file.</param>
public sealed record IgnoredFile(string Path, string Reason, int Files);

/// <summary>What a try showed, in words a candidate may read.</summary>
/// <param name="Messages">What the compiler complained about.</param>
/// <param name="Examples">The visible example behaviours; empty when it does not compile.</param>
/// <param name="NotGraded">Files that the pack leaves out, beyond what intake ignores.</param>
public sealed record PracticeResult(
    bool Compiled, IReadOnlyList<string> Messages, IReadOnlyList<PracticeExample> Examples, IReadOnlyList<string> NotGraded);

/// <param name="Sentence">What was seen instead; null when it passed.</param>
public sealed record PracticeExample(string Title, bool Passed, string? Sentence);
