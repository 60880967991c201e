using GradeBench.Core.Assessments;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using GradeBench.Grading;

namespace GradeBench.Worker.Startup;

/// <summary>
/// What must be done before the first job: the database brought up to date, the sandbox proved and its hosts warmed, the
/// packs published. A worker that cannot do these does not start.
/// </summary>
internal sealed partial class WorkerStart(
    IServiceProvider services, IConfiguration configuration, IGrader grader, IJobEngine jobs, WorkerName worker, ILogger<WorkerStart> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan ReconcileInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan WebhookInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RemindInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PurgeInterval = TimeSpan.FromHours(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await services.MigrateDatabaseAsync(cancellationToken);
        if (grader is Grader sandboxed)
        {
            await sandboxed.PrepareAsync(cancellationToken);
        }

        foreach (var pack in PackCatalog.ToPublish())
        {
            if (PackReportFiles.Find(pack.AssessmentId, pack.Version, configuration[PackReportFiles.FolderVariable]) is { Passed: false } report)
            {
                Log.PackRefused(logger, pack.AssessmentId, pack.Version, report.Problems[0]);
                continue;
            }

            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PackPublisher>().PublishAsync(pack, cancellationToken);
            Log.PackPublished(logger, pack.AssessmentId, pack.Version, pack.Rubric.Version);
        }

        await jobs.RecurAsync(Job.ReconcileRunsName, Job.ReconcileRuns, ReconcileInterval, cancellationToken);
        await jobs.RecurAsync(Job.DispatchWebhooksName, Job.DispatchWebhooks, WebhookInterval, cancellationToken);
        await jobs.RecurAsync(Job.RemindName, Job.Remind, RemindInterval, cancellationToken);
        await jobs.RecurAsync(Job.PurgeDataName, Job.PurgeData, PurgeInterval, cancellationToken);
        await jobs.EnqueueAsync(Job.CountOlderResults, cancellationToken);
        await jobs.EnqueueAsync(Job.FillEvidenceValues, cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Log.Ready(logger, worker);

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Pack {Assessment} {PackVersion} with rubric {RubricVersion} is published.")]
        public static partial void PackPublished(ILogger logger, string assessment, string packVersion, string rubricVersion);

        [LoggerMessage(3, LogLevel.Error, "Pack {Assessment} {PackVersion} is not published, because its proof failed: {Problem}")]
        public static partial void PackRefused(ILogger logger, string assessment, string packVersion, string problem);

        [LoggerMessage(2, LogLevel.Information, "Worker {Worker} is ready.")]
        public static partial void Ready(ILogger logger, WorkerName worker);
    }
}
