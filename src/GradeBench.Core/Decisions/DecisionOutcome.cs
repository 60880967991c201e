namespace GradeBench.Core.Decisions;

/// <summary>What a reviewer decided about an attempt.</summary>
public enum DecisionOutcome
{
    /// <summary>The candidate goes on to the next step.</summary>
    Advance,

    /// <summary>Not decided yet, and why: counted in no selection rate.</summary>
    Hold,

    Decline,
}
