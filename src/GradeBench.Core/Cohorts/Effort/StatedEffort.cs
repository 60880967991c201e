namespace GradeBench.Core.Cohorts.Effort;

/// <summary>
/// How long somebody says they worked. Like a learning path it lives in a schema of its own and is internal to this project:
/// no page can show it beside a submission.
/// </summary>
internal sealed class StatedEffort
{
    public required Guid AttemptId { get; init; }

    /// <summary>Half an hour and more, in steps of half an hour.</summary>
    public required decimal Hours { get; set; }

    public required DateTimeOffset StatedAt { get; set; }
}
