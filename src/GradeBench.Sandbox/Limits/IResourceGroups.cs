namespace GradeBench.Sandbox.Limits;

/// <summary>Where resource groups are made: control groups of either version, or none.</summary>
internal interface IResourceGroups
{
    LimitMode Mode { get; }

    /// <summary>Makes the group of one slot with its limits set. A group left over under that name is emptied and removed first.</summary>
    Task<IResourceGroup> CreateAsync(string name, SandboxLimits limits, CancellationToken cancellationToken);

    /// <summary>Names of groups that exist now: those of live sandboxes and what dead processes of ours left behind.</summary>
    IReadOnlyList<string> List();

    /// <summary>Kills what is left in a group and removes it.</summary>
    Task RemoveAsync(string name);
}
