namespace GradeBench.Contracts.CsvPipeline;

/// <summary>Some rows of a source. At least one of the two lists has something in it.</summary>
/// <param name="Users">The valid rows, in order.</param>
/// <param name="BadRows">The rows met since the previous batch that are not valid, in order; each is reported once.</param>
public sealed record UserBatch(IReadOnlyList<User> Users, IReadOnlyList<BadRow> BadRows);
