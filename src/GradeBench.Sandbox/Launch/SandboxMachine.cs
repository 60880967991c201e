using System.Runtime.InteropServices;
using GradeBench.Sandbox.Files;
using GradeBench.Sandbox.Limits;
using GradeBench.Sandbox.Native;
using GradeBench.Sandbox.Rootfs;
using GradeBench.Sandbox.Seccomp;
using Microsoft.Extensions.Logging;

namespace GradeBench.Sandbox.Launch;

/// <summary>A machine that can sandbox: bubblewrap, the read-only system, the filter, the slots and the resource groups.</summary>
internal sealed class SandboxMachine : IMachine
{
    private readonly LaunchTools _tools;
    private readonly AppCopies _apps;
    private readonly string _rootFolder;
    private readonly Slots _slots = new(SandboxFolders.Slots());
    private readonly IResourceGroups _groups;
    private readonly ILogger _logger;

    private SandboxMachine(LaunchTools tools, string cacheFolder, AppCopies apps, string rootFolder, IResourceGroups groups, string runtimeVersion, ILogger logger)
    {
        (_tools, CacheFolder, _apps, _rootFolder, _groups, _logger) = (tools, cacheFolder, apps, rootFolder, groups, logger);
        Capabilities = new(groups.Mode, SeparateUser: tools.Setpriv is not null, tools.Bubblewrap.Version.ToString(), runtimeVersion);
    }

    public SandboxCapabilities Capabilities { get; }

    public string CacheFolder { get; }

    /// <summary>Finds everything, prepares the read-only system and removes what dead processes of ours left.</summary>
    /// <exception cref="SandboxUnavailableException">Something is missing.</exception>
    public static async Task<SandboxMachine> InspectAsync(SandboxOptions options, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var tools = new LaunchTools(
            await Bubblewrap.FindAsync(options, cancellationToken),
            Environment.IsPrivilegedProcess ? Tool.Require("setpriv") : null,
            MemoryFile.Create("filter", SeccompFilter.Build(RuntimeInformation.ProcessArchitecture)));
        var cacheFolder = SandboxFolders.Cache(options);
        var trees = new TreeCache(cacheFolder, time);
        var dotnet = DotnetInstallation.Find();
        var rootFolder = await new DotnetRootfs(dotnet, trees).GetAsync(cancellationToken);
        var groups = options.UseControlGroups ? ResourceGroupsFinder.Find(CgroupMounts.OfThisProcess(), time) : new RlimitGroups();
        var machine = new SandboxMachine(tools, cacheFolder, new AppCopies(trees), rootFolder, groups, dotnet.Version, logger);
        await machine.SweepAsync();
        return machine;
    }

    public async Task<PreparedLaunch> PrepareAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        var appFolder = await _apps.GetAsync(spec.AppFolder);
        var place = await EnterAsync(spec.Limits, cancellationToken);
        var site = new LaunchSite(
            _rootFolder, appFolder, place.Group.FilesToJoin, _groups.Mode == LimitMode.Rlimit ? ResourceLimits.CommandPrefix(spec.Limits) : "", place.UserId);
        return new PreparedLaunch(new SandboxCommand(spec, site, _tools), place);
    }

    public async Task<IReadOnlyList<string>> FindChangedFilesAsync(CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var tree in _apps.Trees.Append(_rootFolder))
        {
            changed.AddRange((await TreeManifest.DifferencesAsync(tree, cancellationToken)).Select(file => Path.Combine(tree, file)));
        }

        return changed;
    }

    private async Task<SandboxPlace> EnterAsync(SandboxLimits limits, CancellationToken cancellationToken)
    {
        var slot = _slots.Take();
        try
        {
            return new SandboxPlace(slot, await _groups.CreateAsync(SlotNames.Of(slot.Number), limits, cancellationToken), _logger);
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    // A group whose slot nobody holds is a dead process's.
    private async Task SweepAsync()
    {
        foreach (var name in _groups.List())
        {
            using var slot = _slots.TryTake(SlotNames.Parse(name)!.Value);
            if (slot is not null)
            {
                await _groups.RemoveAsync(name);
            }
        }
    }
}
