using System.Globalization;
using System.Runtime.InteropServices;
using GradeBench.Sandbox.Files;
using GradeBench.Sandbox.Limits;
using GradeBench.Sandbox.Native;
using GradeBench.Sandbox.Rootfs;
using GradeBench.Sandbox.Seccomp;

namespace GradeBench.Sandbox.Launch;

/// <summary>What was found on this machine and is the same for every sandbox.</summary>
internal sealed class Machine
{
    private readonly Bubblewrap _bubblewrap;
    private readonly MemoryFile _filter;
    private readonly string _setprivPath;

    private Machine(Bubblewrap bubblewrap, IResourceGroups groups, string cacheFolder, TreeCache trees, string rootFolder, DotnetInstallation dotnet)
    {
        _bubblewrap = bubblewrap;
        _filter = MemoryFile.Create("filter", SeccompFilter.Build(RuntimeInformation.ProcessArchitecture));
        RootFolder = rootFolder;
        CacheFolder = cacheFolder;
        _setprivPath = Environment.IsPrivilegedProcess ? Require("setpriv") : "";
        Trees = trees;
        Slots = new Slots(cacheFolder);
        Groups = groups;
        Capabilities = new(Groups.Mode, Environment.IsPrivilegedProcess, bubblewrap.Version.ToString(), dotnet.Version);
    }

    public SandboxCapabilities Capabilities { get; }

    public IResourceGroups Groups { get; }

    public Slots Slots { get; }

    public TreeCache Trees { get; }

    public string CacheFolder { get; }

    /// <summary>The read-only system.</summary>
    public string RootFolder { get; }

    public static async Task<Machine> InspectAsync(SandboxOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var bubblewrap = await Bubblewrap.FindAsync(options, cancellationToken);
        var cacheFolder = SandboxFolders.Cache(options);
        var trees = new TreeCache(cacheFolder, time);
        var dotnet = DotnetInstallation.Find();
        var rootFolder = await new DotnetRootfs(dotnet, trees).GetAsync(cancellationToken);
        var groups = options.UseControlGroups ? ResourceGroupsFinder.Find(CgroupMounts.OfThisProcess(), time) : new RlimitGroups();
        return new Machine(bubblewrap, groups, cacheFolder, trees, rootFolder, dotnet);
    }

    /// <summary>Removes groups whose holder is gone: those whose slot nobody holds.</summary>
    public async Task SweepAsync()
    {
        foreach (var name in Groups.List())
        {
            using var slot = Slots.TryTake(SlotNames.Parse(name)!.Value);
            if (slot is not null)
            {
                await Groups.RemoveAsync(name);
            }
        }
    }

    public LaunchSite SiteFor(string appFolder, SandboxPlace place, SandboxLimits limits) => new(
        RootFolder,
        appFolder,
        _filter,
        place.Group.FilesToJoin,
        Groups.Mode == LimitMode.Rlimit ? LowerLimits(limits) : "",
        Environment.IsPrivilegedProcess ? place.UserId : null,
        _bubblewrap.Path,
        _setprivPath);

    private static string LowerLimits(SandboxLimits limits)
    {
        // .NET reserves far more address space than it uses, so this stops only what is way out of line; the heap's
        // hard limit does the fine work. Seconds are rounded up past our own watch, which gives the better message.
        var addressSpace = Math.Max(limits.MemoryBytes * 8, 2048 * SandboxLimits.MiB);
        var seconds = (long)Math.Ceiling(limits.CpuTime.TotalSeconds) + 2;
        return string.Create(CultureInfo.InvariantCulture, $"{Require("prlimit")} --as={addressSpace} --cpu={seconds} --nproc={limits.Tasks}");
    }

    private static string Require(string tool) =>
        Tool.Find(tool) ?? throw new SandboxUnavailableException(
            $"The program {tool} was not found.", "Install util-linux (Debian and Ubuntu: apt-get install util-linux).");
}
