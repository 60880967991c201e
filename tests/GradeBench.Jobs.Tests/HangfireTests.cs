using GradeBench.TestKit.Database;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Jobs.Tests;

public sealed class HangfireTests(TestPostgres postgres, ITestOutputHelper output)
    : JobEngineContract(Engines.Hangfire, postgres, output)
{
    [Fact]
    public async Task Locks_left_behind_by_a_killed_worker_keep_no_other_from_its_rounds()
    {
        const string Round = "round";
        var job = JobLog.NewJob();
        // A lock is a row and no open transaction: one that is never given back looks like one of a process that was killed.
        await using var killed = await WebAsync();
        var left = killed.Services.GetRequiredService<JobStorage>().GetConnection();
        foreach (var name in new[] { $"lock:recurring-job:{Round}", "recurring-jobs:lock", "locks:schedulepoller" })
            left.AcquireDistributedLock(name, TimeSpan.FromSeconds(1));

        await using var next = await WorkerAsync("next");
        await next.Jobs.RecurAsync(Round, job, TimeSpan.FromSeconds(2), CancellationToken);

        Assert.Equal(job.Subject, await Log.NextAsync());
    }
}
