using System.Text.Json.Serialization;

namespace GradeBench.Rubrics;

/// <summary>How the submission did on one behaviour of the assessment.</summary>
/// <param name="Id">Stable id, for example <c>cancellation.during</c>; the part before the dot is its group.</param>
/// <param name="Title">What a candidate may read, for example "Stops promptly when cancelled while tasks run".</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="CandidateSentence">One sentence that tells the candidate what was seen; names no test, input, seed or path.</param>
/// <param name="Detail">Expected and received, for reviewers only; null when it passed.</param>
public sealed record BehaviourResult(
    string Id, string Title, BehaviourVerdict Verdict, string? CandidateSentence, string? Detail)
{
    /// <summary>What the submission printed during the test, for reviewers; null when nothing. Varies between runs.</summary>
    public string? Console { get; init; }

    [JsonIgnore]
    public bool Passed => Verdict == BehaviourVerdict.Passed;
}

/// <summary>How one behaviour's test ended. All of these are the submission's doing; a fault of ours ends the run instead.</summary>
public enum BehaviourVerdict
{
    Passed,

    /// <summary>The submission behaved otherwise than expected.</summary>
    Failed,

    /// <summary>The submission's process ended during the test.</summary>
    Died,

    TimedOut,
    MemoryLimit,
    OutputLimit,
    ProcessLimit,

    /// <summary>The host sent what the protocol does not allow, so the submission tampered with it.</summary>
    ProtocolViolation,
}
