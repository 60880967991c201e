namespace GradeBench.Cohorts;

/// <summary>What the selection rates of two cohorts allow to be said. Never a verdict about a person.</summary>
public enum ImpactVerdict
{
    /// <summary>Fewer than <see cref="ImpactVerdicts.EnoughPerCohort"/> in a cohort, or nobody passed: no statement is made.</summary>
    TooFewToSay,

    NoEvidence,

    /// <summary>Below four fifths, but not significant or gone with two more passes.</summary>
    Watch,

    /// <summary>Below four fifths, significant (mid-p &lt; 0.05), and still there with two more passes.</summary>
    ReviewNeeded,
}

/// <summary>Turns rates into one of four statements; the bare four-fifths rule raises false alarms at these sample sizes.</summary>
public static class ImpactVerdicts
{
    /// <summary>Candidates per cohort below which nothing is said.</summary>
    public const int EnoughPerCohort = 30;

    public static ImpactVerdict Of(SelectionRate cohort, SelectionRate reference)
    {
        if (cohort.Total < EnoughPerCohort || reference.Total < EnoughPerCohort || reference.Passed == 0)
        {
            return ImpactVerdict.TooFewToSay;
        }

        var ratio = ImpactRatio.Of(cohort, reference);
        if (!ratio.BelowFourFifths)
        {
            return ImpactVerdict.NoEvidence;
        }

        return ratio.TwoMorePasses && FisherTest.Of(cohort, reference).MidP < 0.05 ? ImpactVerdict.ReviewNeeded : ImpactVerdict.Watch;
    }
}
