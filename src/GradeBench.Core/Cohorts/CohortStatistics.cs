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

    public static CohortReport Of(SampleSource source, string? quarter, IReadOnlyDictionary<(LearningPath Cohort, string Dimension), ScoreHistogram> samples)
    {
        // One decision for all dimensions: a cohort that is small in one of them is hidden in each.
        var people = samples.Where(s => s.Value.People > 0).GroupBy(s => s.Key.Cohort).ToDictionary(g => g.Key, g => g.Min(s => s.Value.People));
        var shown = Disclosure.Shown(people);
        var allowed = samples.Where(s => s.Value.People > 0 && shown.Contains(s.Key.Cohort)).ToDictionary();

        return new CohortReport(
            source,
            quarter,
            [.. Order.Select(cohort => new CohortCount(cohort, shown.Contains(cohort) ? people[cohort] : null))],
            Dimensions(allowed),
            Rates(Order.Where(cohort => allowed.ContainsKey((cohort, ScoreRow.Overall))).ToDictionary(c => c, c => allowed[(c, ScoreRow.Overall)])));
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
        var compared = shown.Where(s => s.Key != LearningPath.NotStated && s.Value.People >= Disclosure.FewestCompared).ToArray();
        if (compared.Length < 2)
        {
            return null;
        }

        var everybody = ScoreHistogram.Merge(shown.Values);
        var median = everybody.Median!.Value;
        var rates = compared.ToDictionary(c => c.Key, c => new SelectionRate(c.Value.CountAbove(median), c.Value.People));
        var reference = rates.Keys.Aggregate((best, next) => rates[next].CompareTo(rates[best]) > 0 ? next : best);
        var smallest = rates.Values.Min(r => r.Total);
        var pooled = (double)rates.Values.Sum(r => r.Passed) / rates.Values.Sum(r => r.Total);

        return new RateFigures(
            median,
            everybody.CountAt(median),
            GradeBench.Cohorts.FalseAlarm.Probability(Math.Min(smallest, 10_000), rates.Count, pooled),
            smallest,
            [
                .. rates.Select(r => new CohortRate(
                    r.Key,
                    r.Value,
                    WilsonInterval.Of(r.Value.Passed, r.Value.Total),
                    r.Key == reference ? null : Ratio(r.Value, reference, rates[reference]))),
            ]);
    }

    private static RatioFigures Ratio(SelectionRate rate, LearningPath reference, SelectionRate highest) => new(
        reference,
        ImpactRatio.Of(rate, highest),
        RiskRatio.Koopman(rate, highest),
        FisherTest.Of(rate, highest).MidP,
        ImpactVerdicts.Of(rate, highest));
}
