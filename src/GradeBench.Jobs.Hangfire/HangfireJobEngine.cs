using System.Data.Common;
using GradeBench.Core.Jobs;
using Hangfire;

namespace GradeBench.Jobs;

/// <summary>Keeps jobs in Hangfire's tables.</summary>
internal sealed class HangfireJobEngine(IBackgroundJobClient jobs, IRecurringJobManager recurring) : IJobEngine
{
    public Task EnqueueAsync(Job job, CancellationToken cancellationToken) =>
        Use(() => jobs.Enqueue<DispatchJob>(dispatch => dispatch.RunAsync(job.Name, job.Subject, CancellationToken.None)));

    public Task ScheduleAsync(Job job, TimeSpan delay, CancellationToken cancellationToken) =>
        Use(() => jobs.Schedule<DispatchJob>(dispatch => dispatch.RunAsync(job.Name, job.Subject, CancellationToken.None), delay));

    public Task RecurAsync(string id, Job job, TimeSpan interval, CancellationToken cancellationToken)
    {
        var cron = RecurringInterval.ToCron(interval);

        return Use(() => recurring.AddOrUpdate<DispatchJob>(
            id,
            dispatch => dispatch.RunAsync(job.Name, job.Subject, CancellationToken.None),
            cron,
            // After an outage one round is enough; the missed ones are not made up for.
            new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc, MisfireHandling = MisfireHandlingMode.Ignorable }));
    }

    /// <summary>Hangfire's client has no asynchronous methods; each call is one short transaction.</summary>
    private static Task Use(Action use)
    {
        try
        {
            use();

            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is BackgroundJobClientException or DbException)
        {
            throw new JobEngineUnavailableException(
                "The job engine's tables in PostgreSQL could not be written. See the inner exception; the job was not accepted.", exception);
        }
    }
}
