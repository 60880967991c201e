namespace GradeBench.Contracts.TaskRunner;

/// <summary>
/// Runs many tasks on a bounded number of workers. Implement it in one public class with a public constructor that
/// takes <see cref="TaskRunnerOptions"/>.
/// </summary>
public interface ITaskRunner : IAsyncDisposable
{
    /// <summary>How many tasks may run at the same time, over all calls of <see cref="RunAsync"/> together.</summary>
    int Workers { get; }

    /// <summary>How many tasks have finished, successes and failures, over all calls since the runner was made.</summary>
    long TotalFinished { get; }

    /// <summary>
    /// Runs every task and returns one outcome per task, in the order of <paramref name="tasks"/>. A task that throws
    /// is an outcome, not an exception, and never stops the others.
    /// </summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled. Tasks that had not started are not started any more; running
    /// ones see the token.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runner was disposed.</exception>
    Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken);
}
