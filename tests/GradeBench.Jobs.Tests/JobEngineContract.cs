using System.Diagnostics;
using GradeBench.Core.Jobs;
using GradeBench.TestKit.Database;
using GradeBench.TestKit.Processes;

namespace GradeBench.Jobs.Tests;

/// <summary>What GradeBench needs of a job engine. Every engine passes all of it, on a real database.</summary>
public abstract class JobEngineContract(string engine, TestPostgres postgres, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(postgres);
    private protected JobLog Log { get; } = new();

    protected static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        return _database.DisposeAsync();
    }

    [Fact]
    public async Task A_job_asked_for_by_another_process_is_done_once()
    {
        await using var worker = await WorkerAsync("worker");
        await using var web = await WebAsync();
        var job = JobLog.NewJob();

        await web.Jobs.EnqueueAsync(job, CancellationToken);

        Assert.Equal(job.Subject, await Log.NextAsync());
        var sentinel = JobLog.NewJob();
        await web.Jobs.EnqueueAsync(sentinel, CancellationToken);
        Assert.Equal(sentinel.Subject, await Log.NextAsync());
        Assert.Equal(2, Log.Entries.Count);
    }

    [Fact]
    public async Task Processes_that_start_together_on_a_new_database_all_start()
    {
        var together = Enumerable.Range(0, 6).Select(i => Task.Run(() => WorkerAsync($"worker {i}"))).ToList();

        foreach (var worker in await Task.WhenAll(together)) await worker.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_asked_for_before_any_worker_ever_ran_are_done_when_one_comes()
    {
        var jobs = Enumerable.Range(0, 5).Select(_ => JobLog.NewJob()).ToList();
        await using (var web = await WebAsync())
        {
            foreach (var job in jobs)
            {
                await web.Jobs.EnqueueAsync(job, CancellationToken);
            }
        }

        await using var worker = await WorkerAsync("worker");

        Assert.Equal(jobs.Select(job => job.Subject).Order(), (await Log.NextAsync(5)).Order());
    }

    [Fact]
    public async Task A_scheduled_job_is_done_after_its_delay_and_not_before()
    {
        await using var worker = await WorkerAsync("worker");
        await using var web = await WebAsync();
        var later = JobLog.NewJob();
        var started = Stopwatch.GetTimestamp();
        await web.Jobs.ScheduleAsync(later, TimeSpan.FromSeconds(2), CancellationToken);
        var now = JobLog.NewJob();
        await web.Jobs.EnqueueAsync(now, CancellationToken);

        Assert.Equal([now.Subject, later.Subject], await Log.NextAsync(2));
        var entry = Log.Entries.Single(e => e.Subject == later.Subject);
        Assert.True(Stopwatch.GetElapsedTime(started, entry.StartedAt) >= TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task A_scheduled_job_is_never_early_whatever_the_part_of_the_second_it_was_asked_in()
    {
        await using var worker = await WorkerAsync("worker");
        await using var web = await WebAsync();
        var asked = new Dictionary<Guid, long>();
        for (var i = 0; i < 8; i++)
        {
            var job = JobLog.NewJob();
            asked[job.Subject] = Stopwatch.GetTimestamp();
            await web.Jobs.ScheduleAsync(job, TimeSpan.FromSeconds(2), CancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(0.125), TimeProvider.System, CancellationToken);
        }

        await Log.NextAsync(asked.Count);

        // The engines go by the time of day, which may run a little faster or slower than the clock of this test.
        Assert.All(Log.Entries, entry => Assert.True(
            Stopwatch.GetElapsedTime(asked[entry.Subject], entry.StartedAt) >= TimeSpan.FromSeconds(1.95)));
    }

    [Fact]
    public async Task A_recurring_job_asked_for_by_two_workers_is_done_again_and_again_by_one_at_a_time()
    {
        await using var first = await WorkerAsync("first");
        await using var second = await WorkerAsync("second");
        var job = JobLog.NewJob();
        var started = Stopwatch.GetTimestamp();
        await first.Jobs.RecurAsync("round", job, TimeSpan.FromSeconds(2), CancellationToken);
        await second.Jobs.RecurAsync("round", job, TimeSpan.FromSeconds(2), CancellationToken);

        await Log.NextAsync(3);

        // Three rounds take at least two intervals, the first of which may have begun before it was asked for.
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task An_interval_that_some_engine_cannot_keep_is_refused_by_all()
    {
        await using var web = await WebAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            web.Jobs.RecurAsync("odd", JobLog.NewJob(), TimeSpan.FromSeconds(7), CancellationToken));
    }

    [Fact]
    public async Task Jobs_survive_a_restart_of_every_process()
    {
        var waiting = JobLog.NewJob();
        var scheduled = JobLog.NewJob();
        await using (var web = await WebAsync())
        {
            await web.Jobs.EnqueueAsync(waiting, CancellationToken);
            await web.Jobs.ScheduleAsync(scheduled, TimeSpan.FromSeconds(1), CancellationToken);
        }

        await using (await WorkerAsync("first"))
        {
            await Log.NextAsync();
        }

        await using var second = await WorkerAsync("second");
        if (Log.Entries.Count < 2)
        {
            await Log.NextAsync();
        }

        Assert.Equal(new[] { waiting.Subject, scheduled.Subject }.Order(), Log.Entries.Select(e => e.Subject).Order());
    }

    [Fact]
    public async Task Two_workers_share_the_jobs_and_do_none_twice()
    {
        // Nobody is done with a job before both have one: jobs that take no time can all be taken by whoever is faster.
        Log.HoldUntilWorkers(2);
        await using var first = await WorkerAsync("first");
        await using var second = await WorkerAsync("second");
        await using var web = await WebAsync();
        var jobs = Enumerable.Range(0, 60).Select(_ => JobLog.NewJob()).ToList();
        foreach (var job in jobs)
        {
            await web.Jobs.EnqueueAsync(job, CancellationToken);
        }

        await Log.NextAsync(jobs.Count);

        var sentinel = JobLog.NewJob();
        await web.Jobs.EnqueueAsync(sentinel, CancellationToken);
        await Log.NextAsync();
        Assert.Equal(jobs.Append(sentinel).Select(job => job.Subject).Order(), Log.Entries.Select(e => e.Subject).Order());
        Assert.Equal(2, Log.Entries.Select(e => e.Worker).Distinct().Count());
    }

    [Fact]
    public async Task A_killed_workers_job_comes_back()
    {
        var job = JobLog.NewJob();
        await using var web = await WebAsync();
        await web.Jobs.EnqueueAsync(job, CancellationToken);
        using (var killed = ChildProcess.StartThisProgram("play-worker", engine, _database.ConnectionString))
        {
            await killed.WaitForLineAsync(StuckWorker.Started, CancellationToken);
            await killed.KillAsync();
        }

        await using var next = await WorkerAsync("next");

        Assert.Equal(job.Subject, await Log.NextAsync());
    }

    [Fact]
    public async Task A_job_that_fails_stops_nobody()
    {
        await using var worker = await WorkerAsync("worker");
        await using var web = await WebAsync();
        await web.Jobs.EnqueueAsync(new Job("nobody-does-this", Guid.NewGuid()), CancellationToken);
        var job = JobLog.NewJob();
        await web.Jobs.EnqueueAsync(job, CancellationToken);

        Assert.Equal(job.Subject, await Log.NextAsync());
    }

    [Fact]
    public async Task An_idle_worker_starts_at_once()
    {
        await using var worker = await WorkerAsync("worker");
        await using var web = await WebAsync();
        var latencies = new List<double>();
        for (var i = 0; i < 45; i++)
        {
            var job = JobLog.NewJob();
            var enqueued = Stopwatch.GetTimestamp();
            await web.Jobs.EnqueueAsync(job, CancellationToken);
            await Log.NextAsync();
            latencies.Add(Stopwatch.GetElapsedTime(enqueued, Log.Entries.Last().StartedAt).TotalMilliseconds);
        }

        // The first ones pay for compiling and connecting.
        var warm = latencies.Skip(5).Order().ToList();
        output.WriteLine($"{engine}: from before the enqueue to the start, {warm.Count} jobs: median {warm[warm.Count / 2]:0} ms, p95 {warm[warm.Count * 95 / 100]:0} ms, max {warm[^1]:0} ms");

        // The budget is 250 ms at p95, for a machine that does nothing else; that is the benchmark's to measure. Here it only
        // must not be polling that does the work.
        Assert.InRange(warm[warm.Count / 2], 0, 2000);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_named_as_the_reason()
    {
        await using var web = await EngineHost.StartAsync(engine, "Host=/nowhere;Database=none;Username=none;Timeout=2", handler: null);

        await Assert.ThrowsAsync<JobEngineUnavailableException>(() => web.Jobs.EnqueueAsync(JobLog.NewJob(), CancellationToken));
    }

    private protected Task<EngineHost> WorkerAsync(string name) => EngineHost.StartAsync(engine, _database.ConnectionString, Log.Worker(name));

    private protected Task<EngineHost> WebAsync() => EngineHost.StartAsync(engine, _database.ConnectionString, handler: null);
}
