namespace GradeBench.Rubrics;

/// <summary>
/// A condition that caps scores. It caps every criterion of its dimensions, so that dimensions and the overall score
/// still add up from their parts.
/// </summary>
/// <param name="AtMost">No criterion of the gate's dimensions scores more than this.</param>
/// <param name="Dimensions">Ids of the dimensions it caps.</param>
public sealed record Gate(string Id, string Title, GateCondition When, decimal AtMost, IReadOnlyList<string> Dimensions);

/// <summary>What a gate asks of the evidence: exactly one of the nested cases.</summary>
public abstract record GateCondition
{
    private GateCondition()
    {
    }

    /// <summary>The submission does not compile. The other conditions are not asked then: nothing else was observed.</summary>
    public sealed record DoesNotCompile : GateCondition;

    /// <summary>At most so many of the named behaviours passed.</summary>
    public sealed record BehavioursPassed(IReadOnlyList<string> Patterns, int AtMost) : GateCondition;

    /// <summary>A fact has one of the values.</summary>
    public sealed record FactIs(string Fact, IReadOnlyList<string> Values) : GateCondition;

    /// <summary>There are at least so many findings of the rules or categories.</summary>
    public sealed record FindingsReported(IReadOnlyList<string> Patterns, int AtLeast) : GateCondition;

    /// <summary>A measure is above (<see cref="BoundKind.AtLeast"/>, inclusive) or below (<see cref="BoundKind.AtMost"/>, inclusive) a bound.</summary>
    public sealed record MeasureIs(string Measure, BoundKind Kind, decimal Bound) : GateCondition;
}
