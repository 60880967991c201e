namespace GradeBench.Core.Workers;

/// <summary>When a worker was seen last. Only for people to look at: that runs of a dead worker come back depends on leases alone.</summary>
public sealed class WorkerSighting
{
    /// <summary>For example <c>grader-7/4711</c>.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>How many jobs it does at once.</summary>
    public required int Slots { get; init; }

    /// <summary>When it was told to stop; null while it runs, and when it died.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
}
