namespace GradeBench.Assessments.Judge;

/// <summary>How the submission did on one behaviour.</summary>
/// <param name="CandidateSentence">What the candidate may read; null when it passed.</param>
/// <param name="Detail">Expected and received, for reviewers; null when it passed.</param>
/// <param name="Console">What the submission printed during the test, at most 4 kB; for reviewers.</param>
/// <param name="Duration">Wall time. Varies, so it decides nothing.</param>
public sealed record BehaviourOutcome(
    string Id, string Title, TestVerdict Verdict, string? CandidateSentence, string? Detail, string Console, TimeSpan Duration)
{
    /// <summary>How far the test moved its virtual clock: what the submission would have waited on a real one.</summary>
    public TimeSpan VirtualTime { get; init; }
}

/// <summary>How one hidden test ended; all of these are the submission's doing. The names are those of the evidence.</summary>
public enum TestVerdict
{
    Passed,
    Failed,
    Died,
    TimedOut,
    MemoryLimit,
    OutputLimit,
    ProcessLimit,
    ProtocolViolation,
}
