namespace GradeBench.Assessments.Judge;

/// <summary>How a host's process ended: exactly one of the nested cases.</summary>
public abstract record HostEnding
{
    private HostEnding()
    {
    }

    /// <summary>It exited or crashed by itself. The description is for reviewers ("exit code 134").</summary>
    public sealed record Exited(string Description) : HostEnding;

    /// <summary>It was ended because it used more than allowed.</summary>
    public sealed record LimitHit(HostLimit Limit) : HostEnding;

    /// <summary>The judge ended it.</summary>
    public sealed record Killed : HostEnding;

    /// <summary>The sandbox broke. Never the submission's doing: the whole run is given up and repeated.</summary>
    public sealed record Faulted(string Reason) : HostEnding;
}

/// <summary>Limits of a host's process.</summary>
public enum HostLimit
{
    Memory,
    Processes,
    Output,
    CpuTime,
    WallClock,
}
