namespace GradeBench.Core.Outcomes;

/// <summary>What became of recording an outcome: exactly one of the nested cases.</summary>
public abstract record RecordOutcome
{
    private RecordOutcome() { }

    public sealed record Recorded(Guid OutcomeId) : RecordOutcome;

    /// <summary>There is no such submission.</summary>
    public sealed record Unknown : RecordOutcome;

    /// <summary>Nobody has decided yet, or the decision that stands is to hold.</summary>
    public sealed record NotDecided : RecordOutcome;
}
