namespace GradeBench.Assessments;

/// <summary>What a submission may use while it is tested, in any language.</summary>
public sealed record PackLimits
{
    /// <summary>Wall-clock time for one hidden test. The default is 30 seconds, for a submission that does not answer at all.</summary>
    public TimeSpan Test { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Wall-clock time for all hidden tests that reach their limits, together, and for one process of the submission. The
    /// default is 3 minutes.
    /// </summary>
    public TimeSpan Run { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Processor cores the submission may keep busy, and what its runtime reports as their number. The default is 2.</summary>
    public int Cores { get; init; } = 2;

    /// <summary>Memory of the submission's process, its runtime included. The default is 256 MiB.</summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>What the submission may write to its console. The default is 64 KiB; more is cut off.</summary>
    public int OutputBytes { get; init; } = 64 << 10;
}
