using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using GradeBench.Sandbox.Files;
using GradeBench.Sandbox.Launch;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GradeBench.Sandbox;

/// <summary>Starts programs in sandboxes. One per process; thread-safe. Starting costs about 80 ms for a .NET host, so keep a <see cref="WarmPool{T}"/>.</summary>
public sealed class SandboxLauncher
{
    private readonly Machine _machine;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _apps = new();

    private SandboxLauncher(Machine machine, TimeProvider time, ILogger logger) => (_machine, _time, _logger) = (machine, time, logger);

    /// <summary>What this machine gives a sandbox.</summary>
    public SandboxCapabilities Capabilities => _machine.Capabilities;

    /// <summary>Finds what is needed, prepares the read-only system (seconds, the first time on a machine) and removes what dead processes of ours left.</summary>
    /// <exception cref="SandboxUnavailableException">Something is missing; nothing will be run.</exception>
    public static async Task<SandboxLauncher> CreateAsync(
        SandboxOptions? options = null, ILogger<SandboxLauncher>? logger = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        time ??= TimeProvider.System;
        var machine = await Machine.InspectAsync(options ?? new(), time, cancellationToken);
        await machine.SweepAsync();
        return new SandboxLauncher(machine, time, logger ?? NullLogger<SandboxLauncher>.Instance);
    }

    /// <summary>Starts a program. It is confined before its first instruction; whether it runs at all shows in <see cref="SandboxedProcess.Completion"/>.</summary>
    /// <exception cref="ValidationException">A limit is out of its range.</exception>
    /// <exception cref="SandboxUnavailableException">No sandbox can be made now, for instance because all slots are taken.</exception>
    public async Task<SandboxedProcess> StartAsync(SandboxSpec spec, CancellationToken cancellationToken = default)
    {
        spec.Validate();
        var appFolder = await CopyOfAsync(spec.AppFolder);
        var place = await EnterAsync(spec.Limits, cancellationToken);
        SandboxCommand? command = null;
        try
        {
            command = new SandboxCommand(spec, _machine.SiteFor(appFolder, place, spec.Limits));
            var process = await Spawner.StartAsync(command.StartInfo, cancellationToken);
            return new SandboxedProcess(spec, command, place, process, _time);
        }
        catch
        {
            command?.Dispose();
            await place.LeaveAsync();
            throw;
        }
    }

    internal string CacheFolder => _machine.CacheFolder;

    /// <summary>Files of the read-only system, and of the programs started so far, that are not as they were made.</summary>
    internal async Task<IReadOnlyList<string>> FindChangedFilesAsync(CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var tree in _apps.Values.Select(app => app.Value).Where(app => app.IsCompletedSuccessfully).Select(app => app.Result).Append(_machine.RootFolder))
        {
            changed.AddRange((await TreeManifest.DifferencesAsync(tree, cancellationToken)).Select(file => Path.Combine(tree, file)));
        }

        return changed;
    }

    private async Task<SandboxPlace> EnterAsync(SandboxLimits limits, CancellationToken cancellationToken)
    {
        var slot = _machine.Slots.Take();
        try
        {
            return new SandboxPlace(slot, await _machine.Groups.CreateAsync(Limits.SlotNames.Of(slot.Number), limits, cancellationToken), _logger);
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    // Copied once per process: hashing a folder is cheap, but not per start.
    private async Task<string> CopyOfAsync(string folder)
    {
        var copy = _apps.GetOrAdd(Path.GetFullPath(folder), path => new(() => CopyAsync(path)));
        try
        {
            return await copy.Value;
        }
        catch
        {
            _apps.TryRemove(new(Path.GetFullPath(folder), copy));
            throw;
        }
    }

    private async Task<string> CopyAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new SandboxUnavailableException($"The program folder {folder} does not exist.", "Build the solution: hosts are published by the build to artifacts/hosts.");
        }

        var identity = await TreeManifest.IdentityAsync(folder, CancellationToken.None);
        return await _machine.Trees.GetAsync(
            $"app-{Path.GetFileName(folder)}", identity, () => Task.FromResult<IReadOnlyList<TreeEntry>>([.. TreeEntry.CopyFolder(folder, "")]), CancellationToken.None);
    }
}
