namespace GradeBench.Assessments.Judge;

/// <summary>What one running hidden test may do with its host.</summary>
internal abstract class CandidateContext(ulong seed)
{
    public VirtualClock Clock { get; } = new();

    public ulong Seed { get; } = seed;

    public abstract Task<T> CreateAsync<T>(object?[] arguments)
        where T : class;

    public abstract HostUsage ReadUsage();
}
