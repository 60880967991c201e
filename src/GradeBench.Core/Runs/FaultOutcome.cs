namespace GradeBench.Core.Runs;

/// <summary>What becomes of a run after a fault of ours: exactly one of the nested cases.</summary>
public abstract record FaultOutcome
{
    private FaultOutcome() { }

    /// <summary>It is queued again and its job belongs in the engine after that delay.</summary>
    public sealed record Retry(TimeSpan After) : FaultOutcome;

    public sealed record Quarantined(int Faults) : FaultOutcome;

    /// <summary>The claim is void: another worker has the run, and the fault was not recorded.</summary>
    public sealed record Void : FaultOutcome;
}
