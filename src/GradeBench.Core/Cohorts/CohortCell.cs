namespace GradeBench.Core.Cohorts;

/// <summary>The scores of one cohort in one dimension.</summary>
/// <param name="N">Number of candidates.</param>
/// <param name="Mean">1.0 to 10.0.</param>
/// <param name="StandardDeviation">Of the sample (n − 1); null for a single candidate.</param>
public sealed record CohortCell(LearningPath Cohort, string Dimension, int N, double Mean, double? StandardDeviation);
