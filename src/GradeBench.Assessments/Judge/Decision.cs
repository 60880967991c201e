namespace GradeBench.Assessments.Judge;

/// <summary>What a test came to.</summary>
internal sealed record Decision(TestVerdict Verdict, string? Detail, string Console)
{
    /// <summary>How far the test had moved its virtual clock by then.</summary>
    public TimeSpan VirtualTime { get; init; }

    /// <exception cref="HostUnavailableException">The sandbox broke, which decides nothing about the submission.</exception>
    public static Decision Of(HostLoss loss, string console, string? seen = null) => loss switch
    {
        HostLoss.Violated violated => new(TestVerdict.ProtocolViolation, $"The submission's process broke the protocol. {violated.Rule}", console),
        HostLoss.Ended(HostEnding.Faulted fault) => throw new HostUnavailableException($"The sandbox broke during a test: {fault.Reason}"),
        HostLoss.Ended(HostEnding.LimitHit hit) => new(VerdictOf(hit.Limit), $"The submission's process was ended at its limit: {hit.Limit}.", console),
        HostLoss.Ended(HostEnding.Exited exited) => new(TestVerdict.Died, $"The submission's process ended: {exited.Description}.{Seen(seen)}", console),
        _ => new(TestVerdict.Died, $"The submission's process was ended.{Seen(seen)}", console),
    };

    private static string Seen(string? detail) => detail is null ? "" : $"\n{detail}";

    private static TestVerdict VerdictOf(HostLimit limit) => limit switch
    {
        HostLimit.Memory => TestVerdict.MemoryLimit,
        HostLimit.Processes => TestVerdict.ProcessLimit,
        HostLimit.Output => TestVerdict.OutputLimit,
        _ => TestVerdict.TimedOut,
    };
}
