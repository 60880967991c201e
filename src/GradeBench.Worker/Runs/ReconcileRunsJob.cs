using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;

namespace GradeBench.Worker.Runs;

/// <summary>Brings back lost runs, and says so when it found any.</summary>
internal sealed partial class ReconcileRunsJob(RunReconciler reconciler, ILogger<ReconcileRunsJob> logger) : IJobHandler
{
    public string JobName => Job.ReconcileRunsName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        var report = await reconciler.RunOnceAsync(cancellationToken);
        if (report != new ReconcileReport(0, 0))
        {
            Log.Reconciled(logger, report.HandedOver, report.Quarantined);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{HandedOver} runs had lost their worker or job and are handed over again; {Quarantined} are quarantined.")]
        public static partial void Reconciled(ILogger logger, int handedOver, int quarantined);
    }
}
