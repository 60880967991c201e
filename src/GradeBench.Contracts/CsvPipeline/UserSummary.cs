namespace GradeBench.Contracts.CsvPipeline;

/// <summary>What a source comes to.</summary>
/// <param name="Users">Valid rows.</param>
/// <param name="ActiveUsers">Those of them with <see cref="User.IsActive"/>.</param>
/// <param name="BadRows">Rows that were left out.</param>
/// <param name="AverageSpend">
/// Of all valid rows, computed exactly and then rounded to two decimals, halves upwards; 0 when there are none.
/// </param>
/// <param name="TopSpenders">
/// The ten valid rows with the highest <see cref="User.MonthlySpend"/> above 100, highest first; fewer if there are fewer. Of
/// equal amounts the lower <see cref="User.Id"/> comes first, of equal ids too the one that stands first in the source.
/// </param>
public sealed record UserSummary(
    long Users, long ActiveUsers, long BadRows, decimal AverageSpend, IReadOnlyList<User> TopSpenders);
