namespace GradeBench.Core.Runs;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    Queued,
    Running,
    Graded,

    /// <summary>It failed through a fault of ours too often; an administrator looks at it. Never a candidate's grade.</summary>
    Quarantined,
}
