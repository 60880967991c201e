namespace GradeBench.Contracts.TaskRunner;

/// <summary>
/// Runs many tasks on a bounded number of workers. Implement it in one public class with a public constructor that
/// takes <see cref="TaskRunnerOptions"/> and throws <see cref="ArgumentOutOfRangeException"/> for fewer than one worker.
/// </summary>
/// <remarks>
/// All members may be called at the same time from different threads. <see cref="IAsyncDisposable.DisposeAsync"/> stops
/// all open calls as if each had been cancelled, and returns when the last running task has ended; disposing again does
/// nothing.
/// </remarks>
public interface ITaskRunner : IAsyncDisposable
{
    /// <summary>How many tasks may run at the same time, over all calls of <see cref="RunAsync"/> together.</summary>
    int Workers { get; }

    /// <summary>
    /// How many tasks have ended since the runner was made, over all calls. A task that was started counts once when it
    /// ends, however it ends; a task that was never started does not count.
    /// </summary>
    long TotalFinished { get; }

    /// <summary>
    /// Runs every task and returns one outcome per task, in the order of <paramref name="tasks"/>. A task that throws
    /// is an outcome, not an exception, and never stops the others. The tasks of overlapping calls share the workers.
    /// </summary>
    /// <remarks>
    /// A worker that becomes free takes the next task at once. A task that waits for something holds its worker, but
    /// neither a thread nor the processor. Ids need not be unique, and an empty list is not an error.
    /// </remarks>
    /// <param name="tasks">The tasks; none of them is started twice.</param>
    /// <param name="cancellationToken">
    /// Stops this call and no other: tasks that wait for a worker are not started any more, running ones see it through
    /// the token they were given, and the call ends when the running ones have ended.
    /// </param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled, or the runner was disposed, before every task had ended.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runner had been disposed before the call.</exception>
    Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken);
}
