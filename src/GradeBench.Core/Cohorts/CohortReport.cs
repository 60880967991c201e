using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts;

/// <summary>Which sample is asked about: one assessment, one rubric version, one population, all time or one quarter.</summary>
/// <param name="AssessmentId">Null for the first by title.</param>
/// <param name="RubricVersionId">Null for the assessment's current rubric.</param>
/// <param name="Population">Null for people who submitted here, or, while none of them can be shown, the demo's where there is one.</param>
/// <param name="Quarter">For example <c>2026-Q2</c>; null for all time.</param>
public sealed record CohortQuestion(string? AssessmentId = null, Guid? RubricVersionId = null, Population? Population = null, string? Quarter = null);

/// <summary>
/// What the scores of one sample allow to be said of cohorts. Everything a reader may not know was left out before it got
/// here (<see cref="Disclosure"/>), so whatever shows it may show all of it.
/// </summary>
/// <param name="Quarter">Null for all time.</param>
/// <param name="Cohorts">All cohorts there are, in a fixed order.</param>
/// <param name="Dimensions">In the order they are shown; the overall score is the last.</param>
/// <param name="Rates">Null when fewer than two cohorts can be compared.</param>
/// <param name="Decisions">Who goes on, of those decided on.</param>
public sealed record CohortReport(
    SampleSource Source,
    string? Quarter,
    IReadOnlyList<CohortCount> Cohorts,
    IReadOnlyList<DimensionFigures> Dimensions,
    RateFigures? Rates,
    DecisionFigures Decisions)
{
    /// <summary>Whether any number can be shown.</summary>
    public bool Any => Cohorts.Any(c => c.People is not null);
}

/// <summary>Where the scores come from.</summary>
/// <param name="RubricHash">SHA-256 of the rubric's text.</param>
public sealed record SampleSource(
    Population Population, string AssessmentId, string AssessmentTitle, Guid RubricVersionId, string RubricVersion, string RubricHash);

/// <param name="People">Null when they are fewer than <see cref="Disclosure.FewestShown"/>, none included, or hidden to protect a smaller cohort.</param>
public sealed record CohortCount(LearningPath Cohort, int? People);

/// <summary>One dimension over the cohorts that are shown.</summary>
/// <param name="Dimension">A dimension's id, or <c>overall</c>.</param>
/// <param name="Differences">Pairs of cohorts with enough people each; those who stated no path are in none.</param>
public sealed record DimensionFigures(string Dimension, IReadOnlyList<CohortFigures> Cohorts, IReadOnlyList<CohortDifference> Differences);

/// <summary>The scores of one cohort in one dimension.</summary>
/// <param name="Mean">1.0 to 10.0.</param>
/// <param name="MeanInterval">95 %, Student's t; null without spread.</param>
/// <param name="StandardDeviation">Null below <see cref="Disclosure.FewestCompared"/> people.</param>
public sealed record CohortFigures(
    LearningPath Cohort, int People, double Mean, Interval? MeanInterval, double? StandardDeviation, IReadOnlyList<ScoreCount> Scores);

/// <summary><paramref name="First"/> minus <paramref name="Second"/>.</summary>
/// <param name="Points">Difference of means with Welch's interval; null without spread.</param>
/// <param name="Standardised">Null without spread.</param>
/// <param name="AdjustedP">Of the Mann–Whitney test, by Holm over all pairs and dimensions of the report.</param>
public sealed record CohortDifference(
    LearningPath First, LearningPath Second, WelchTest? Points, HedgesG? Standardised, MannWhitneyTest Order, double AdjustedP);

/// <summary>
/// Who scores strictly above the median of everybody shown: the rate that audits of scoring tools use where nobody has
/// decided yet. Not a rate of decisions.
/// </summary>
/// <param name="Median">Of the overall score.</param>
/// <param name="Ties">How many have exactly the median and so count as not above it.</param>
/// <param name="FalseAlarm"><inheritdoc cref="RateComparison" path="/param[@name='FalseAlarm']"/></param>
/// <param name="SmallestCohort"><inheritdoc cref="RateComparison" path="/param[@name='SmallestCohort']"/></param>
public sealed record RateFigures(decimal Median, int Ties, double FalseAlarm, int SmallestCohort, IReadOnlyList<CohortRate> Cohorts)
    : RateComparison(FalseAlarm, SmallestCohort, Cohorts);

/// <summary>The rates of cohorts beside each other, whatever they are rates of.</summary>
/// <param name="FalseAlarm">How often the bare four-fifths rule would alarm at these sizes although all rates are equal, 0 to 1.</param>
/// <param name="SmallestCohort">The number of people per cohort <paramref name="FalseAlarm"/> was computed for.</param>
public record RateComparison(double FalseAlarm, int SmallestCohort, IReadOnlyList<CohortRate> Cohorts);

/// <summary>What was decided: who goes on, of those who go on or were declined. Whoever is on hold is not decided on yet.</summary>
/// <param name="Cohorts">All cohorts there are, in a fixed order.</param>
/// <param name="Rates">Null when fewer than two cohorts can be compared.</param>
public sealed record DecisionFigures(IReadOnlyList<DecidedCount> Cohorts, RateComparison? Rates);

/// <param name="Advanced">Null when they are fewer than <see cref="Disclosure.FewestShown"/>, none included, or hidden to protect others.</param>
public sealed record DecidedCount(LearningPath Cohort, SelectionRate? Advanced);

/// <param name="Interval">Wilson's, of the rate.</param>
/// <param name="Ratio">Against the cohort with the highest rate; null for that cohort itself.</param>
public sealed record CohortRate(LearningPath Cohort, SelectionRate Rate, Interval Interval, RatioFigures? Ratio);

/// <param name="Interval">Koopman's; null when nobody is above the median in either.</param>
public sealed record RatioFigures(LearningPath Reference, ImpactRatio Impact, Interval? Interval, double FisherMidP, ImpactVerdict Verdict);
