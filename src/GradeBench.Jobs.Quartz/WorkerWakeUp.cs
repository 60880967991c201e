using GradeBench.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz.Extensibility;

namespace GradeBench.Jobs;

/// <summary>
/// Makes this worker's scheduler look into the store the moment a job was put there by any process, instead of at its next
/// idle look, which Quartz allows no more often than once a second.
/// </summary>
internal sealed partial class WorkerWakeUp(
    NpgsqlDataSource dataSource, ISchedulerSignaler scheduler, TimeProvider clock, ILogger<WorkerWakeUp> logger) : BackgroundService
{
    public const string Channel = "gradebench_jobs";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new NotificationLoop(dataSource, Channel, clock).RunAsync(
            connected: Wake,
            notified: _ => Wake(),
            broken: exception => Log.ConnectionBroke(logger, exception, Channel),
            stoppingToken);

    private void Wake()
    {
        // Completes at once: it releases the semaphore that the scheduler's loop waits for.
        var signal = scheduler.SignalSchedulingChange(null);
        if (!signal.IsCompletedSuccessfully)
        {
            signal.AsTask().GetAwaiter().GetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The connection that listens on {Channel} broke; until it is open again jobs start up to 5 s late.")]
        public static partial void ConnectionBroke(ILogger logger, Exception exception, string channel);
    }
}
