using GradeBench.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GradeBench.Core.Runs;

/// <summary>Listens to the database for announcements of runs, and comes back when the connection breaks.</summary>
internal sealed partial class RunEventListener(
    NpgsqlDataSource dataSource, RunEvents events, TimeProvider clock, ILogger<RunEventListener> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new NotificationLoop(dataSource, RunChannel.Name, clock).RunAsync(
            // What was announced while nobody listened is lost, so everybody looks again.
            connected: events.AnnounceAll,
            notified: payload =>
            {
                if (Guid.TryParse(payload, out var submissionId))
                {
                    events.Announce(submissionId);
                }
            },
            broken: exception => Log.ConnectionBroke(logger, exception, RunChannel.Name),
            stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The connection that listens on {Channel} broke; it is opened again.")]
        public static partial void ConnectionBroke(ILogger logger, Exception exception, string channel);
    }
}
