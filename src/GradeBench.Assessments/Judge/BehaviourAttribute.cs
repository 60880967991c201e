namespace GradeBench.Assessments.Judge;

/// <summary>
/// Names the behaviour a hidden test decides. Write it next to <c>[Fact]</c>; every behaviour has exactly one test method.
/// </summary>
/// <param name="id">Stable id, for example <c>cancellation.during</c>; the part before the dot is its group.</param>
/// <param name="title">What a candidate may read, for example "Stops promptly when cancelled while tasks run".</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BehaviourAttribute(string id, string title) : Attribute
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    /// <summary>
    /// One sentence the candidate reads when the test fails: what was seen, without inputs, seeds, numbers or test names.
    /// When null, the title with "Not met:" before it.
    /// </summary>
    public string? CandidateSentence { get; init; }

    /// <summary>Wall-clock limit of the test in seconds, between 1 and 60; the default is 10. A test over it ends as <c>TimedOut</c>.</summary>
    public int LimitSeconds { get; init; } = 10;

    /// <summary>For a test that takes as long as a dozen others: it starts before them, so that no lane is left with it in the end.</summary>
    public bool IsLong { get; init; }
}
