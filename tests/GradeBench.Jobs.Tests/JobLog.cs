using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using GradeBench.Core.Jobs;

namespace GradeBench.Jobs.Tests;

/// <summary>Takes down which jobs were done, by which worker and when, and lets a test wait for the next one.</summary>
internal sealed class JobLog
{
    public const string JobName = "noted";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Guid> _done = Channel.CreateUnbounded<Guid>();
    private readonly ConcurrentQueue<Entry> _entries = [];
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _workers;

    public IReadOnlyCollection<Entry> Entries => _entries;

    public static Job NewJob() => new(JobName, Guid.NewGuid());

    /// <summary>A handler that notes jobs under that worker's name.</summary>
    public IJobHandler Worker(string name) => new Handler(this, name);

    /// <summary>No job ends before that many workers have begun one. To be called before the first.</summary>
    public void HoldUntilWorkers(int workers) => _workers = workers;

    public async Task<Guid> NextAsync() =>
        await _done.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Waits for that many jobs.</summary>
    public async Task<IReadOnlyList<Guid>> NextAsync(int count)
    {
        var done = new List<Guid>();
        while (done.Count < count)
        {
            done.Add(await NextAsync());
        }

        return done;
    }

    public sealed record Entry(string Worker, Guid Subject, long StartedAt);

    private sealed class Handler(JobLog log, string worker) : IJobHandler
    {
        public string JobName => JobLog.JobName;

        public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
        {
            log._entries.Enqueue(new Entry(worker, subject, Stopwatch.GetTimestamp()));
            if (log._entries.DistinctBy(entry => entry.Worker).Count() >= log._workers) log._enough.TrySetResult();
            await log._enough.Task.WaitAsync(cancellationToken);
            log._done.Writer.TryWrite(subject);
        }
    }
}
