namespace GradeBench.Sandbox.Limits;

/// <summary>No control groups: limits are the processes' own, and the accounting walks the process tree.</summary>
internal sealed class RlimitGroups : IResourceGroups
{
    public LimitMode Mode => LimitMode.Rlimit;

    public Task<IResourceGroup> CreateAsync(string name, SandboxLimits limits, CancellationToken cancellationToken) =>
        Task.FromResult<IResourceGroup>(new RlimitGroup());

    public IReadOnlyList<string> List() => [];

    public Task RemoveAsync(string name) => Task.CompletedTask;
}
