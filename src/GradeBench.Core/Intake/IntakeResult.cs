namespace GradeBench.Core.Intake;

/// <summary>What became of an upload: exactly one of the nested cases.</summary>
public abstract record IntakeResult
{
    private IntakeResult() { }

    /// <summary>The upload can be stored and graded.</summary>
    /// <param name="Language">The language of its sources, for example <c>csharp</c>.</param>
    /// <param name="Files">Its source files in path order; at least one.</param>
    /// <param name="Ignored">What grading will not look at, in path order.</param>
    /// <param name="Stored">
    /// The bytes to store: an archive exactly as uploaded; loose files as a <see cref="CanonicalArchive"/>, so that
    /// the same files always give the same bytes. <see cref="SubmissionIntake.Reopen"/> reads them back.
    /// </param>
    /// <param name="Sha256">Lower-case hexadecimal hash of <paramref name="Stored"/>.</param>
    public sealed record Accepted(
        string Language,
        IReadOnlyList<SourceFile> Files,
        IReadOnlyList<IgnoredEntry> Ignored,
        ReadOnlyMemory<byte> Stored,
        string Sha256) : IntakeResult;

    /// <summary>Nothing may be stored.</summary>
    /// <param name="Reason">The rule that was broken.</param>
    /// <param name="Sentence">
    /// One sentence for the sender that names the file and the limit and says what to do; safe to print anywhere as text.
    /// </param>
    public sealed record Refused(RefusalReason Reason, string Sentence) : IntakeResult;
}
