namespace GradeBench.Contracts.TaskRunner;

/// <summary>One task.</summary>
/// <param name="Id">Repeated in the outcome; need not be unique.</param>
/// <param name="Work">
/// Yields the output or throws. It may throw before it returns its task, and any exception it throws while its call is
/// not cancelled is a failure of this task, <see cref="OperationCanceledException"/> included.
/// </param>
public sealed record WorkItem(string Id, Func<CancellationToken, Task<string>> Work);
