using System.Data.Common;
using GradeBench.Core.Jobs;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Jobs;

/// <summary>Keeps jobs in Hangfire's tables.</summary>
/// <param name="services">
/// Where Hangfire's clients come from. They are asked for with each job, because making the first one opens the storage, and
/// that a database is away must be an answer to a request for a job, not a process that cannot start.
/// </param>
internal sealed class HangfireJobEngine(IServiceProvider services) : IJobEngine
{
    /// <summary>Hangfire keeps only the whole seconds of the time a job is due at, so that it would begin up to this much early.</summary>
    private static readonly TimeSpan DueTimeResolution = TimeSpan.FromSeconds(1);

    public Task EnqueueAsync(Job job, CancellationToken cancellationToken) =>
        Use((IBackgroundJobClient jobs) => jobs.Enqueue<DispatchJob>(dispatch => dispatch.RunAsync(job.Name, job.Subject, CancellationToken.None)));

    public Task ScheduleAsync(Job job, TimeSpan delay, CancellationToken cancellationToken) =>
        Use((IBackgroundJobClient jobs) => jobs.Schedule<DispatchJob>(
            dispatch => dispatch.RunAsync(job.Name, job.Subject, CancellationToken.None),
            delay + DueTimeResolution));

    public Task RecurAsync(string id, Job job, TimeSpan interval, CancellationToken cancellationToken)
    {
        var cron = RecurringInterval.ToCron(interval);

        return Use((IRecurringJobManager recurring) => recurring.AddOrUpdate<DispatchJob>(
            id,
            dispatch => dispatch.RunAsync(job.Name, job.Subject, CancellationToken.None),
            cron,
            // After an outage one round is enough; the missed ones are not made up for.
            new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc, MisfireHandling = MisfireHandlingMode.Ignorable }));
    }

    /// <summary>Hangfire's client has no asynchronous methods; each call is one short transaction.</summary>
    private Task Use<TClient>(Action<TClient> use) where TClient : notnull
    {
        try
        {
            use(services.GetRequiredService<TClient>());

            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is BackgroundJobClientException or DistributedLockTimeoutException or DbException)
        {
            throw new JobEngineUnavailableException(
                "The job engine's tables in PostgreSQL could not be written. See the inner exception; the job was not accepted.", exception);
        }
    }
}
