using System.Collections.Concurrent;
using GradeBench.Contracts.TaskRunner;

namespace ThreadedRunner;

/// <summary>
/// Classic worker pool: N dedicated workers take jobs from a BlockingCollection.
/// </summary>
public class ThreadedTaskRunner : ITaskRunner, IDisposable
{
    private readonly BlockingCollection<Action> _jobs = new BlockingCollection<Action>();
    private readonly Task[] _workers;
    private readonly TimeProvider _clock;
    private readonly object _lock = new object();
    private long _total;
    private bool _disposed;

    public ThreadedTaskRunner(TaskRunnerOptions options)
    {
        if (options.Workers != null && options.Workers < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options.Workers));
        }

        Workers = options.Workers ?? Environment.ProcessorCount;
        _clock = options.Clock;
        _workers = new Task[Workers];

        for (int i = 0; i < Workers; i++)
        {
            _workers[i] = Task.Run(() => WorkerLoop());
        }
    }

    public int Workers { get; }

    public long TotalFinished
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    private void WorkerLoop()
    {
        foreach (Action job in _jobs.GetConsumingEnumerable())
        {
            job();
        }
    }

    public Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        if (_disposed)
        {
            throw new ObjectDisposedException(nameof(ThreadedTaskRunner));
        }

        TaskOutcome[] outcomes = new TaskOutcome[tasks.Count];
        CountdownEvent countdown = new CountdownEvent(tasks.Count);

        for (int i = 0; i < tasks.Count; i++)
        {
            int index = i; // capture!
            _jobs.Add(() =>
            {
                outcomes[index] = Execute(tasks[index], cancellationToken);
                countdown.Signal();
            });
        }

        // wait until all jobs are done
        countdown.Wait(cancellationToken);

        return Task.FromResult<IReadOnlyList<TaskOutcome>>(outcomes);
    }

    private TaskOutcome Execute(WorkItem task, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();

        try
        {
            // .Result because the workers are synchronous
            string output = task.Work(cancellationToken).Result;
            return new TaskOutcome(task.Id, true, output, null, _clock.GetElapsedTime(start));
        }
        catch (AggregateException ae)
        {
            return new TaskOutcome(task.Id, false, null, ae.InnerException!.Message, _clock.GetElapsedTime(start));
        }
        catch (Exception ex)
        {
            return new TaskOutcome(task.Id, false, null, ex.Message, _clock.GetElapsedTime(start));
        }
        finally
        {
            lock (_lock)
            {
                _total++;
            }
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _jobs.CompleteAdding();
        Task.WaitAll(_workers);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return new ValueTask();
    }
}
