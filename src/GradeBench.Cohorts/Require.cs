namespace GradeBench.Cohorts;

/// <summary>The preconditions that several statistics share, with one wording.</summary>
internal static class Require
{
    public static void Probability(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, exclusive.");
        }
    }

    public static void Counts(int successes, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, total);
    }
}
