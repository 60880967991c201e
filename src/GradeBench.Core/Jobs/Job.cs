namespace GradeBench.Core.Jobs;

/// <summary>
/// A piece of work for a worker: plain data, so that any engine can store it and the process that asks for it need not
/// know the code that does it.
/// </summary>
/// <param name="Name">Which <see cref="IJobHandler"/> does it.</param>
/// <param name="Subject">What it is about; <see cref="Guid.Empty"/> where there is nothing to say.</param>
public sealed record Job(string Name, Guid Subject)
{
    public const string GradeRunName = "grade-run";

    public const string ReconcileRunsName = "reconcile-runs";

    public const string RescoreName = "rescore-submissions";

    public const string PracticeName = "practice";

    public const string DispatchWebhooksName = "dispatch-webhooks";

    public const string DeliverWebhookName = "deliver-webhook";

    public const string RemindName = "remind-candidates";

    /// <summary>Writes to candidates whose time runs out, and to those whose feedback was released by itself.</summary>
    public static Job Remind { get; } = new(RemindName, Guid.Empty);

    public const string PurgeDataName = "purge-data";

    /// <summary>Deletes what is over the term the retention policy gives it.</summary>
    public static Job PurgeData { get; } = new(PurgeDataName, Guid.Empty);

    /// <summary>Brings back runs whose worker or job got lost.</summary>
    public static Job ReconcileRuns { get; } = new(ReconcileRunsName, Guid.Empty);

    public static Job GradeRun(Guid runId) => new(GradeRunName, runId);

    public const string CountOlderResultsName = "count-older-results";

    /// <summary>Counts items of results that were graded before items were counted.</summary>
    public static Job CountOlderResults { get; } = new(CountOlderResultsName, Guid.Empty);

    public const string FillEvidenceValuesName = "fill-evidence-values";

    /// <summary>Takes the values out of evidence that was stored before they were kept beside it.</summary>
    public static Job FillEvidenceValues { get; } = new(FillEvidenceValuesName, Guid.Empty);

    /// <summary>Turns what happened into deliveries to webhooks.</summary>
    public static Job DispatchWebhooks { get; } = new(DispatchWebhooksName, Guid.Empty);

    public static Job DeliverWebhook(Guid deliveryId) => new(DeliverWebhookName, deliveryId);

    /// <summary>Scores past submissions under a new rubric version.</summary>
    public static Job Rescore(Guid rescoringId) => new(RescoreName, rescoringId);

    /// <summary>Tries an upload that counts for nothing.</summary>
    public static Job Practice(Guid practiceId) => new(PracticeName, practiceId);
}
