namespace GradeBench.Cohorts;

/// <summary>A cohort's selection rate over the highest one (29 CFR 1607.4(D)).</summary>
/// <param name="Value">Between 0 and 1 when the reference has the highest rate; null when nobody passed in the reference.</param>
/// <param name="BelowFourFifths">Decided in integers: 5·x·n_max &lt; 4·x_max·n.</param>
/// <param name="OneMorePass">The same question with one more pass in this cohort: a finding that dies here is fragile.</param>
/// <param name="TwoMorePasses">And with two more.</param>
/// <param name="Shortfall">Passes missing against the reference rate, unrounded; 0 when none are missing.</param>
public sealed record ImpactRatio(double? Value, bool BelowFourFifths, bool OneMorePass, bool TwoMorePasses, double Shortfall)
{
    public static ImpactRatio Of(SelectionRate cohort, SelectionRate reference)
    {
        var value = reference.Passed == 0 ? (double?)null : cohort.Value / reference.Value;
        var shortfall = Math.Max(0, reference.Value * cohort.Total - cohort.Passed);
        return new ImpactRatio(value, Below(cohort, 0), Below(cohort, 1), Below(cohort, 2), shortfall);

        bool Below(SelectionRate rate, int more) =>
            5L * Math.Min(rate.Passed + more, rate.Total) * reference.Total < 4L * reference.Passed * rate.Total;
    }
}
