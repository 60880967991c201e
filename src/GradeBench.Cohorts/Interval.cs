namespace GradeBench.Cohorts;

/// <summary>A two-sided interval. Ends may be infinite where the method says so; clip to a scale for display only.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public bool Contains(double value) => Lower <= value && value <= Upper;
}
