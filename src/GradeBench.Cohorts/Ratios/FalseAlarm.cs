using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>
/// How often the bare four-fifths rule raises an alarm although all cohorts pass at the same rate. Exact, from the
/// binomial law of each cohort's passes; samples in which nobody passes raise no alarm.
/// </summary>
public static class FalseAlarm
{
    /// <summary>The probability, 0 to 1, that the lowest rate falls below four fifths of the highest.</summary>
    /// <param name="perCohort">Candidates in each cohort: 1 to 10,000.</param>
    /// <param name="cohorts">How many cohorts are compared: 2 or more.</param>
    /// <param name="rate">The true rate they share, between 0 and 1.</param>
    public static double Probability(int perCohort, int cohorts, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perCohort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perCohort, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(cohorts, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);

        var upTo = new double[perCohort + 2];
        for (var x = 0; x <= perCohort; x++)
        {
            upTo[x + 1] = upTo[x] + Binomial.PMF(rate, perCohort, x);
        }

        // No alarm: the highest count is m and no count lies below the least one that is still four fifths of it.
        var quiet = 0.0;
        for (var highest = 0; highest <= perCohort; highest++)
        {
            var least = (4 * highest + 4) / 5;
            quiet += Math.Pow(upTo[highest + 1] - upTo[least], cohorts)
                - (highest > least ? Math.Pow(upTo[highest] - upTo[least], cohorts) : 0);
        }

        return Math.Clamp(1 - quiet, 0, 1);
    }
}
