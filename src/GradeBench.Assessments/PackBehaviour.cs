namespace GradeBench.Assessments;

/// <summary>One behaviour a pack tests for, as far as it may be published.</summary>
/// <param name="Id">Stable id, for example <c>cancellation.during</c>; the part before the dot is its group.</param>
/// <param name="Title">What a submission that passes does, for example "Stops promptly when cancelled while tasks run".</param>
/// <param name="CandidateSentence">What the candidate reads when it fails; names no test, input, seed or path.</param>
/// <param name="Limit">Wall-clock time after which its test ends as <c>TimedOut</c>.</param>
/// <param name="IsLong">Whether its test takes as long as a dozen others.</param>
public sealed record PackBehaviour(string Id, string Title, string CandidateSentence, TimeSpan Limit, bool IsLong);
