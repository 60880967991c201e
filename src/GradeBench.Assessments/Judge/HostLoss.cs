namespace GradeBench.Assessments.Judge;

/// <summary>Why a session is over: exactly one of the nested cases.</summary>
public abstract record HostLoss
{
    private HostLoss()
    {
    }

    /// <summary>The process ended.</summary>
    public sealed record Ended(HostEnding Ending) : HostLoss;

    /// <summary>It sent what the protocol does not allow and was killed; the text names the rule.</summary>
    public sealed record Violated(string Rule) : HostLoss;
}

/// <summary>The host ended while a test needed it. The test's verdict comes from the loss, not from this exception.</summary>
public sealed class HostLostException(HostLoss loss) : Exception($"The submission's process is gone: {loss}")
{
    public HostLoss Loss { get; } = loss;
}

/// <summary>A result is larger than one message may be.</summary>
public sealed class OutputLimitException(string message) : Exception(message);

/// <summary>The submission ran out of memory within its call and its process survived.</summary>
public sealed class MemoryLimitException(string message) : Exception(message);
