using GradeBench.Rubrics;

namespace GradeBench.Core.Cohorts.Hires;

/// <summary>
/// What the 2026 hiring-path article claims of submissions with exponential backoff, custom exceptions and a thread-safe
/// counter. A hypothesis that an installation can test, and no number of ours.
/// </summary>
public static class ArticleClaim
{
    /// <summary>So many times as likely to be hired, it says.</summary>
    public const double Lift = 3.1;

    /// <summary>Null when the code was not read for all three.</summary>
    internal static bool? IsMet(IReadOnlyList<Fact> facts)
    {
        return (ValueOf("retry.kind"), ValueOf("exceptions.custom"), ValueOf("counter.guard")) switch
        {
            (null, _, _) or (_, null, _) or (_, _, null) => null,
            ("exponential" or "exponential-jitter", "thrown", "interlocked" or "lock" or "concurrent") => true,
            _ => false,
        };

        string? ValueOf(string id) => facts.FirstOrDefault(f => f.Id == id)?.Value;
    }
}
