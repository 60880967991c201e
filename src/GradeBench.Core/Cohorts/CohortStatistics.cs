using GradeBench.Cohorts;
using GradeBench.Rubrics;

namespace GradeBench.Core.Cohorts;

/// <summary>Turns the scores of one sample into a report; pure, and the only way from scores to anything shown.</summary>
internal static class CohortStatistics
{
    private static readonly LearningPath[] Order = [LearningPath.Bootcamp, LearningPath.SelfTaught, LearningPath.CsDegree, LearningPath.NotStated];

    private static readonly (LearningPath First, LearningPath Second)[] Pairs =
    [
        (LearningPath.CsDegree, LearningPath.Bootcamp),
        (LearningPath.CsDegree, LearningPath.SelfTaught),
        (LearningPath.Bootcamp, LearningPath.SelfTaught),
    ];

    public static CohortReport Of(
        SampleSource source,
        string? quarter,
        IReadOnlyDictionary<(LearningPath Cohort, string Dimension), ScoreHistogram> samples,
        IReadOnlyDictionary<LearningPath, SelectionRate> decided)
    {
        var people = People(samples.Where(s => s.Value.People > 0).Select(s => (s.Key.Cohort, s.Value.People)));
        var shown = Disclosure.Shown(people);
        var allowed = samples.Where(s => s.Value.People > 0 && shown.Contains(s.Key.Cohort)).ToDictionary();

        return new CohortReport(
            source,
            quarter,
            [.. Order.Select(cohort => new CohortCount(cohort, shown.Contains(cohort) ? people[cohort] : null))],
            Dimensions(allowed),
            Rates(Order.Where(cohort => allowed.ContainsKey((cohort, ScoreRow.Overall))).ToDictionary(c => c, c => allowed[(c, ScoreRow.Overall)])),
            Decisions(decided, people.Keys.Where(cohort => !shown.Contains(cohort))));
    }

    /// <summary>One decision for all dimensions: a cohort that is small in one of them is hidden in each.</summary>
    /// <param name="samples">How many people each dimension has.</param>
    internal static Dictionary<LearningPath, int> People(IEnumerable<(LearningPath Cohort, int People)> samples) =>
        samples.GroupBy(s => s.Cohort).ToDictionary(g => g.Key, g => g.Min(s => s.People));

    /// <summary>Whoever is decided on was scored, so a cohort whose size is hidden there is hidden here, too.</summary>
    private static DecisionFigures Decisions(IReadOnlyDictionary<LearningPath, SelectionRate> decided, IEnumerable<LearningPath> hidden)
    {
        var shown = Disclosure.Shown(decided.ToDictionary(d => d.Key, d => d.Value.Total), hidden);

        return new DecisionFigures(
            [.. Order.Select(cohort => new DecidedCount(cohort, shown.Contains(cohort) ? decided[cohort] : null))],
            RateStatistics.Compare(Order.Where(shown.Contains).ToDictionary(cohort => cohort, cohort => decided[cohort])));
    }

    private static DimensionFigures[] Dimensions(Dictionary<(LearningPath, string), ScoreHistogram> samples)
    {
        var differences = (
            from dimension in DimensionIds.All.Append(ScoreRow.Overall)
            from pair in Pairs
            let first = samples.GetValueOrDefault((pair.First, dimension))
            let second = samples.GetValueOrDefault((pair.Second, dimension))
            where first?.People >= Disclosure.FewestCompared && second?.People >= Disclosure.FewestCompared
            let test = MannWhitneyTest.Of(first, second)!
            select (dimension, pair, first, second, test)).ToArray();
        var adjusted = HolmAdjustment.Of([.. differences.Select(d => d.test.P)]);

        return
        [
            .. DimensionIds.All.Append(ScoreRow.Overall).Select(dimension => new DimensionFigures(
                dimension,
                [.. Order.Where(cohort => samples.ContainsKey((cohort, dimension))).Select(cohort => Figures(cohort, samples[(cohort, dimension)]))],
                [
                    .. differences.Zip(adjusted).Where(d => d.First.dimension == dimension).Select(d => new CohortDifference(
                        d.First.pair.First,
                        d.First.pair.Second,
                        WelchTest.Of(d.First.first.Summary!, d.First.second.Summary!),
                        HedgesG.Of(d.First.first.Summary!, d.First.second.Summary!),
                        d.First.test,
                        d.Second)),
                ])),
        ];
    }

    private static CohortFigures Figures(LearningPath cohort, ScoreHistogram scores)
    {
        var summary = scores.Summary!;
        return new CohortFigures(
            cohort,
            summary.Count,
            summary.Mean,
            MeanInterval.Of(summary),
            summary.Count >= Disclosure.FewestCompared ? summary.StandardDeviation : null,
            scores.Scores);
    }

    private static RateFigures? Rates(Dictionary<LearningPath, ScoreHistogram> shown)
    {
        if (shown.Count == 0)
        {
            return null;
        }

        var everybody = ScoreHistogram.Merge(shown.Values);
        var median = everybody.Median!.Value;

        return RateStatistics.Compare(shown.ToDictionary(s => s.Key, s => new SelectionRate(s.Value.CountAbove(median), s.Value.People))) is { } rates
            ? new RateFigures(median, everybody.CountAt(median), rates.FalseAlarm, rates.SmallestCohort, rates.Cohorts)
            : null;
    }
}
