namespace GradeBench.Assessments.Judge;

/// <summary>What came of a run of hidden tests: exactly one of the nested cases.</summary>
public abstract record HiddenTestOutcome
{
    private HiddenTestOutcome()
    {
    }

    /// <summary>Every behaviour has its outcome, in the pack's order.</summary>
    /// <param name="Notes">For reviewers, for example exceptions of tasks nobody awaited. They vary between runs and decide nothing.</param>
    public sealed record Completed(IReadOnlyList<BehaviourOutcome> Behaviours, IReadOnlyList<string> Notes) : HiddenTestOutcome;

    /// <summary>The sandbox or the judge broke. Never scored; the run is repeated. What was decided before is kept for admins.</summary>
    public sealed record Faulted(string Reason, IReadOnlyList<BehaviourOutcome> Decided) : HiddenTestOutcome;
}
