using System.Collections.Concurrent;
using GradeBench.Contracts.TaskRunner;

namespace ThreadedRunner;

/// <summary>
/// Classic worker pool: N dedicated threads take jobs from a BlockingCollection.
/// Threads are easier to reason about than async.
/// </summary>
public class ThreadedTaskRunner : ITaskRunner, IDisposable
{
    private readonly BlockingCollection<Job> _jobs = new BlockingCollection<Job>();
    private readonly List<Thread> _threads = new List<Thread>();
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

        for (int i = 0; i < Workers; i++)
        {
            Thread thread = new Thread(WorkerLoop);
            thread.IsBackground = true;
            thread.Name = "Worker " + i;
            thread.Start();
            _threads.Add(thread);
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

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        if (_disposed)
        {
            throw new ObjectDisposedException(nameof(ThreadedTaskRunner));
        }

        List<Job> jobs = new List<Job>();

        foreach (WorkItem task in tasks)
        {
            Job job = new Job(task, cancellationToken);
            jobs.Add(job);
            _jobs.Add(job);
        }

        TaskOutcome[] outcomes = await Task.WhenAll(jobs.Select(j => j.Done.Task));

        cancellationToken.ThrowIfCancellationRequested();
        return outcomes;
    }

    private void WorkerLoop()
    {
        foreach (Job job in _jobs.GetConsumingEnumerable())
        {
            TaskOutcome outcome = Execute(job);

            lock (_lock)
            {
                _total++;
            }

            job.Done.SetResult(outcome);
        }
    }

    private TaskOutcome Execute(Job job)
    {
        long start = _clock.GetTimestamp();

        try
        {
            // the worker threads are synchronous, so wait for the result here
            Task<string> work = job.Item.Work(job.Token);
            work.Wait();
            return new TaskOutcome(job.Item.Id, true, work.Result, null, _clock.GetElapsedTime(start));
        }
        catch (AggregateException ae)
        {
            return new TaskOutcome(job.Item.Id, false, null, ae.InnerException!.Message, _clock.GetElapsedTime(start));
        }
        catch (Exception ex)
        {
            return new TaskOutcome(job.Item.Id, false, null, ex.Message, _clock.GetElapsedTime(start));
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

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return new ValueTask();
    }

    private class Job
    {
        public Job(WorkItem item, CancellationToken token)
        {
            Item = item;
            Token = token;
        }

        public WorkItem Item { get; }
        public CancellationToken Token { get; }
        public TaskCompletionSource<TaskOutcome> Done { get; } = new TaskCompletionSource<TaskOutcome>();
    }
}
