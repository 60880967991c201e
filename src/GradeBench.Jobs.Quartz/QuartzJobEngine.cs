using System.Data.Common;
using GradeBench.Core.Jobs;
using Npgsql;
using Quartz;

namespace GradeBench.Jobs;

/// <summary>Keeps jobs in Quartz's tables and wakes idle workers through the database.</summary>
internal sealed class QuartzJobEngine(
    ISchedulerFactory schedulers, QuartzSchema schema, NpgsqlDataSource dataSource, TimeProvider clock) : IJobEngine
{
    public Task EnqueueAsync(Job job, CancellationToken cancellationToken) =>
        ScheduleAsync(job, TimeSpan.Zero, cancellationToken);

    public Task ScheduleAsync(Job job, TimeSpan delay, CancellationToken cancellationToken) =>
        UseAsync(async scheduler =>
        {
            var key = Guid.CreateVersion7().ToString("N");
            var detail = JobBuilder.Create<DispatchJob>()
                .WithIdentity(key, job.Name)
                .UsingJobData(DispatchJob.Data(job))
                .RequestRecovery()
                .Build();
            var trigger = TriggerBuilder.Create(clock)
                .WithIdentity(key, job.Name)
                .StartAt(clock.GetUtcNow() + delay)
                .Build();
            await scheduler.ScheduleJob(detail, trigger, cancellationToken: cancellationToken);
        }, cancellationToken);

    public Task RecurAsync(string id, Job job, TimeSpan interval, CancellationToken cancellationToken)
    {
        // Quartz could keep any interval; the other engine could not, and they must accept the same.
        _ = RecurringInterval.ToCron(interval);

        return UseAsync(async scheduler =>
        {
            var detail = JobBuilder.Create<DispatchJob>()
                .WithIdentity(id, "recurring")
                .UsingJobData(DispatchJob.Data(job))
                .DisallowConcurrentExecution()
                .Build();
            var trigger = TriggerBuilder.Create(clock)
                .WithIdentity(id, "recurring")
                .StartAt(clock.GetUtcNow() + interval)
                .WithSchedule(SimpleScheduleBuilder.Create()
                    .WithInterval(interval)
                    .RepeatForever()
                    // After an outage one round is enough; the missed ones are not made up for.
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
                .Build();
            await scheduler.ScheduleJob(detail, trigger, ScheduleJobOptions.Replacing, cancellationToken);
        }, cancellationToken);
    }

    private async Task UseAsync(Func<IScheduler, Task> use, CancellationToken cancellationToken)
    {
        try
        {
            await schema.EnsureAsync(cancellationToken);
            await use(await schedulers.GetScheduler(cancellationToken));
            await using var wake = dataSource.CreateCommand($"NOTIFY {WorkerWakeUp.Channel}");
            await wake.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SchedulerException or DbException)
        {
            throw new JobEngineUnavailableException(
                "The job engine's tables in PostgreSQL could not be written. See the inner exception; the job was not accepted.", exception);
        }
    }
}
