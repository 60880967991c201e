using System.Threading.Channels;
using GradeBench.Contracts.TaskRunner;

namespace Assessment;

/// <summary>
/// Producer/consumer design: each call of RunAsync posts its jobs to one shared channel,
/// and a fixed set of worker loops, started in the constructor, reads from it.
/// </summary>
public class TaskRunner : ITaskRunner
{
    private readonly Channel<Job> _queue = Channel.CreateUnbounded<Job>();
    private readonly CancellationTokenSource _cts = new CancellationTokenSource();
    private readonly TimeProvider _clock;
    private readonly Task[] _loops;
    private long _totalFinished;
    private bool _disposed;

    public int Workers { get; }

    public long TotalFinished => Interlocked.Read(ref _totalFinished);

    public TaskRunner(TaskRunnerOptions options)
    {
        Workers = options.Workers ?? Environment.ProcessorCount;

        if (Workers < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "At least one worker is needed.");
        }

        _clock = options.Clock;
        _loops = new Task[Workers];

        for (int i = 0; i < Workers; i++)
        {
            _loops[i] = Task.Run(WorkLoop);
        }
    }

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        if (_disposed)
        {
            throw new ObjectDisposedException(nameof(TaskRunner));
        }

        cancellationToken.ThrowIfCancellationRequested();

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cts.Token);
        var jobs = new List<Job>(tasks.Count);

        foreach (WorkItem task in tasks)
        {
            var job = new Job(task, linked.Token);
            jobs.Add(job);
            await _queue.Writer.WriteAsync(job, linked.Token);
        }

        // WaitAsync so that the caller gets the cancellation immediately
        TaskOutcome[] outcomes = await Task.WhenAll(jobs.Select(j => j.Completion.Task)).WaitAsync(linked.Token);

        return outcomes;
    }

    private async Task WorkLoop()
    {
        await foreach (Job job in _queue.Reader.ReadAllAsync())
        {
            // job belongs to a call that was cancelled in the meantime
            if (job.Token.IsCancellationRequested)
            {
                job.Completion.TrySetCanceled(job.Token);
                continue;
            }

            TaskOutcome outcome = await Execute(job);

            Interlocked.Increment(ref _totalFinished);
            job.Completion.TrySetResult(outcome);
        }
    }

    private async Task<TaskOutcome> Execute(Job job)
    {
        long start = _clock.GetTimestamp();

        try
        {
            string output = await job.Item.Work(job.Token);
            return new TaskOutcome(job.Item.Id, true, output, null, _clock.GetElapsedTime(start));
        }
        catch (Exception ex)
        {
            return new TaskOutcome(job.Item.Id, false, null, ex.Message, _clock.GetElapsedTime(start));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _cts.Cancel();
        _queue.Writer.Complete();
        await Task.WhenAll(_loops);
        _cts.Dispose();
    }

    private sealed class Job
    {
        public Job(WorkItem item, CancellationToken token)
        {
            Item = item;
            Token = token;
        }

        public WorkItem Item { get; }

        public CancellationToken Token { get; }

        public TaskCompletionSource<TaskOutcome> Completion { get; } =
            new TaskCompletionSource<TaskOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
