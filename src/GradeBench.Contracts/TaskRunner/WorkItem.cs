namespace GradeBench.Contracts.TaskRunner;

/// <summary>One task: an id that the outcome repeats, and the work, which yields an output or throws.</summary>
public sealed record WorkItem(string Id, Func<CancellationToken, Task<string>> Work);
