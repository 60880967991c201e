namespace GradeBench.Grading;

/// <summary>What came of asking a compiler host: exactly one of the nested cases. A fault of ours is an exception instead.</summary>
internal abstract record HostAnswer<T>
{
    private HostAnswer()
    {
    }

    public sealed record Given(T Value) : HostAnswer<T>;

    /// <summary>The host's answer does not fit into a frame.</summary>
    public sealed record TooLarge : HostAnswer<T>;

    /// <summary>The host hit a limit and was killed.</summary>
    public sealed record Exhausted(Exhaustion What) : HostAnswer<T>;
}

/// <summary>What gave out in a compiler host that worked on a submission.</summary>
internal enum Exhaustion
{
    Time,
    Memory,
    Threads,

    /// <summary>It ended by itself: an overflow of its stack.</summary>
    Crash,
}
