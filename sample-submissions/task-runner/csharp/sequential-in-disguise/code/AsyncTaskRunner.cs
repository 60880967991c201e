using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GradeBench.Contracts.TaskRunner;

namespace TaskRunnerChallenge;

/// <summary>
/// High performance async task runner. Uses Task.Run for every item so that everything
/// runs in parallel on the thread pool, and a semaphore to limit the number of workers.
/// </summary>
public class AsyncTaskRunner : ITaskRunner
{
    private readonly SemaphoreSlim semaphore;
    private readonly object counterLock = new object();
    private long totalFinished;
    private bool disposed = false;

    public AsyncTaskRunner(TaskRunnerOptions options)
    {
        if (options.Workers < 1)
        {
            throw new ArgumentOutOfRangeException("Workers");
        }

        Workers = options.Workers ?? Environment.ProcessorCount;
        semaphore = new SemaphoreSlim(Workers);
    }

    public int Workers { get; private set; }

    public long TotalFinished
    {
        get
        {
            lock (counterLock)
            {
                return totalFinished;
            }
        }
    }

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        if (disposed)
        {
            throw new ObjectDisposedException(nameof(AsyncTaskRunner));
        }

        List<TaskOutcome> outcomes = new List<TaskOutcome>();

        foreach (WorkItem item in tasks)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // limit the parallelism
            await semaphore.WaitAsync(cancellationToken);

            try
            {
                // run it on the thread pool
                TaskOutcome outcome = await Task.Run(async () => await ExecuteAsync(item, cancellationToken));
                outcomes.Add(outcome);
            }
            finally
            {
                semaphore.Release();
            }
        }

        return outcomes;
    }

    private async Task<TaskOutcome> ExecuteAsync(WorkItem item, CancellationToken cancellationToken)
    {
        Stopwatch stopwatch = Stopwatch.StartNew();

        try
        {
            string result = await item.Work(cancellationToken);
            return new TaskOutcome(item.Id, true, result, null, stopwatch.Elapsed);
        }
        catch (Exception ex)
        {
            return new TaskOutcome(item.Id, false, null, ex.Message, stopwatch.Elapsed);
        }
        finally
        {
            stopwatch.Stop();

            lock (counterLock)
            {
                totalFinished++;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            semaphore.Dispose();
        }

        await Task.CompletedTask;
    }
}
