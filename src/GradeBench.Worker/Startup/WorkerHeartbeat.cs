using System.Data.Common;
using GradeBench.Core.Jobs;
using GradeBench.Core.Workers;
using Microsoft.Extensions.Options;

namespace GradeBench.Worker.Startup;

/// <summary>Shows administrators that this worker is there.</summary>
internal sealed partial class WorkerHeartbeat(
    IServiceScopeFactory scopes, WorkerName worker, IOptions<JobOptions> jobs, TimeProvider clock, ILogger<WorkerHeartbeat> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WorkerSightings.Interval, clock);
        try
        {
            do
            {
                await NoteAsync(sightings => sightings.SeenAsync(worker.Value, jobs.Value.Slots, stoppingToken));
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await NoteAsync(sightings => sightings.StoppedAsync(worker.Value, CancellationToken.None));
        }
    }

    private async Task NoteAsync(Func<WorkerSightings, Task> note)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await note(scope.ServiceProvider.GetRequiredService<WorkerSightings>());
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // A database that is away a moment comes wrapped or as it is.
            Log.NotNoted(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "This worker could not note that it is there; administrators see it as silent meanwhile.")]
        public static partial void NotNoted(ILogger logger, Exception exception);
    }
}
