using GradeBench.Core.Jobs;
using GradeBench.Core.Practice;
using GradeBench.Core.Runs;

namespace GradeBench.Worker.Runs;

/// <summary>Brings back lost runs and tries, and says so when it found any.</summary>
internal sealed partial class ReconcileRunsJob(RunReconciler reconciler, PracticeReconciler practice, ILogger<ReconcileRunsJob> logger) : IJobHandler
{
    public string JobName => Job.ReconcileRunsName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        var report = await reconciler.RunOnceAsync(cancellationToken);
        if (report != new ReconcileReport(0, 0))
        {
            Log.Reconciled(logger, report.HandedOver, report.Quarantined);
        }

        var tries = await practice.RunOnceAsync(cancellationToken);
        if (tries != new PracticeReport(0, 0))
        {
            Log.PracticeReconciled(logger, tries.HandedOver, tries.GivenUp);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{HandedOver} runs had lost their worker or job and are handed over again; {Quarantined} are quarantined.")]
        public static partial void Reconciled(ILogger logger, int handedOver, int quarantined);

        [LoggerMessage(2, LogLevel.Warning, "{HandedOver} practice runs had lost their worker or job and are handed over again; {GivenUp} are given up.")]
        public static partial void PracticeReconciled(ILogger logger, int handedOver, int givenUp);
    }
}
