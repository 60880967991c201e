namespace GradeBench.Contracts.TaskRunner;

/// <summary>What became of one task.</summary>
/// <param name="Id">The id of its <see cref="WorkItem"/>.</param>
/// <param name="Succeeded">Whether the work returned rather than threw.</param>
/// <param name="Output">What the work returned; null when it failed.</param>
/// <param name="Error">The message of the exception the work threw; null when it succeeded.</param>
/// <param name="Duration">
/// From the start of the work to its end, on <see cref="TaskRunnerOptions.Clock"/>; waiting for a worker is not part of it.
/// </param>
public sealed record TaskOutcome(string Id, bool Succeeded, string? Output, string? Error, TimeSpan Duration);
