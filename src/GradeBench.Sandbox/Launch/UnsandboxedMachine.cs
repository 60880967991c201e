using GradeBench.Sandbox.Files;
using GradeBench.Sandbox.Limits;
using GradeBench.Sandbox.Rootfs;
using Microsoft.Extensions.Logging;

namespace GradeBench.Sandbox.Launch;

/// <summary>Runs programs without any isolation, for developers on systems that have none. Asked for twice, or not to be had.</summary>
internal sealed class UnsandboxedMachine(SandboxOptions options, ILogger logger) : IMachine
{
    private readonly DotnetInstallation _dotnet = DotnetInstallation.Find();
    private readonly Slots _slots = new(SandboxFolders.Slots());
    private readonly RlimitGroups _groups = new();

    public SandboxCapabilities Capabilities => new(LimitMode.Unsandboxed, SeparateUser: false, "none", _dotnet.Version);

    public string CacheFolder { get; } = SandboxFolders.Cache(options);

    public static bool IsAllowed(SandboxOptions options) =>
        options.AllowUnsandboxed && Environment.GetEnvironmentVariable(SandboxOptions.UnsandboxedVariable) == "1";

    public async Task<PreparedLaunch> PrepareAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        var slot = _slots.Take();
        var group = await _groups.CreateAsync(SlotNames.Of(slot.Number), spec.Limits, cancellationToken);
        return new PreparedLaunch(new UnsandboxedCommand(spec, _dotnet), new SandboxPlace(slot, group, logger));
    }

    public Task<IReadOnlyList<string>> FindChangedFilesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
