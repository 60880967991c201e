namespace GradeBench.Core.Cohorts;

/// <summary>
/// What may be said at which sample size, decided here for page, export, pack and API alike. The steps are those many
/// public statistics use (minimum cells of 5 to 30); complementary hiding follows their practice, too.
/// </summary>
public static class Disclosure
{
    /// <summary>Below that many people a cohort is "fewer than 5": no count, no point, no mean.</summary>
    public const int FewestShown = 5;

    /// <summary>From here on standard deviations, differences, rates and ratios, each with its interval.</summary>
    public const int FewestCompared = 10;

    /// <summary>From here on a verdict about a ratio; below it is "too few to say".</summary>
    public const int FewestJudged = 30;

    /// <summary>
    /// The cohorts whose numbers may be shown. When a small one is hidden, others are hidden with it, smallest first and at
    /// last empty ones, until those hidden are two or more and together at least <see cref="FewestShown"/> people: whoever
    /// knows the total and subtracts what is shown is left with a group that says nothing about a small cohort. Which of the
    /// hidden ones was the reason is not told.
    /// </summary>
    /// <param name="people">How many people each cohort has; one that is missing has none.</param>
    /// <param name="alsoHidden">Cohorts that are hidden whatever their size, because another table of the same page hides them.</param>
    public static IReadOnlySet<LearningPath> Shown(IReadOnlyDictionary<LearningPath, int> people, IEnumerable<LearningPath>? alsoHidden = null)
    {
        var hidden = people.Where(p => p.Value is > 0 and < FewestShown).Select(p => p.Key).Concat(alsoHidden ?? []).ToHashSet();
        var others = new Queue<LearningPath>(Enum.GetValues<LearningPath>()
            .Where(path => !hidden.Contains(path))
            .OrderBy(path => People(path) == 0)
            .ThenBy(People)
            .ThenBy(path => path));
        while (hidden.Count > 0 && (hidden.Count < 2 || hidden.Sum(People) < FewestShown) && others.TryDequeue(out var next))
        {
            hidden.Add(next);
        }

        return Enum.GetValues<LearningPath>().Where(path => People(path) > 0 && !hidden.Contains(path)).ToHashSet();

        int People(LearningPath path) => people.GetValueOrDefault(path);
    }
}
