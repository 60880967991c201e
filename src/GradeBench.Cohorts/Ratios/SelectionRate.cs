namespace GradeBench.Cohorts;

/// <summary>How many of a cohort passed the bar.</summary>
public readonly record struct SelectionRate
{
    /// <param name="passed">Between 0 and <paramref name="total"/>.</param>
    /// <param name="total">Candidates decided on: 1 or more.</param>
    public SelectionRate(int passed, int total)
    {
        Require.Counts(passed, total);
        (Passed, Total) = (passed, total);
    }

    public int Passed { get; }

    public int Total { get; }

    public double Value => (double)Passed / Total;

    /// <summary>Compares the fractions in integers, so that equal rates are equal.</summary>
    public int CompareTo(SelectionRate other) => ((long)Passed * other.Total).CompareTo((long)other.Passed * Total);
}
