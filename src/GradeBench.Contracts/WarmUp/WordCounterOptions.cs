namespace GradeBench.Contracts.WarmUp;

/// <summary>How words are counted.</summary>
public sealed record WordCounterOptions
{
    /// <summary>Shorter words are left out. The default is 1: every word counts.</summary>
    public int MinimumLength { get; init; } = 1;
}
