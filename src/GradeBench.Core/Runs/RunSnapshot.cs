namespace GradeBench.Core.Runs;

/// <summary>Where the latest run of a submission stands, for people who wait.</summary>
/// <param name="Ahead">Runs that were queued before and are not finished; 0 unless it is queued.</param>
/// <param name="Overall">Overall score; null until graded.</param>
public sealed record RunSnapshot(
    Guid RunId, Guid SubmissionId, int Number, RunState State, RunStage Stage, int Ahead, decimal? Overall)
{
    /// <summary>Nothing more will happen to this run by itself.</summary>
    public bool IsFinished => State is RunState.Graded or RunState.Quarantined;
}
