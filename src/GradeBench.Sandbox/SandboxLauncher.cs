using System.ComponentModel.DataAnnotations;
using GradeBench.Sandbox.Launch;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GradeBench.Sandbox;

/// <summary>Starts programs in sandboxes. One per process; thread-safe. Starting costs about 80 ms for a .NET host, so keep a <see cref="WarmPool{T}"/>.</summary>
public sealed partial class SandboxLauncher
{
    private readonly TimeProvider _time;

    private SandboxLauncher(IMachine machine, TimeProvider time) => (Machine, _time) = (machine, time);

    /// <summary>What this machine gives a sandbox.</summary>
    public SandboxCapabilities Capabilities => Machine.Capabilities;

    internal IMachine Machine { get; }

    /// <summary>Finds what is needed, prepares the read-only system (seconds, the first time on a machine) and removes what dead processes of ours left.</summary>
    /// <exception cref="SandboxUnavailableException">Something is missing; nothing will be run.</exception>
    public static async Task<SandboxLauncher> CreateAsync(
        SandboxOptions? options = null, ILogger<SandboxLauncher>? logger = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        logger ??= NullLogger<SandboxLauncher>.Instance;
        time ??= TimeProvider.System;
        try
        {
            return new SandboxLauncher(await SandboxMachine.InspectAsync(options, logger, time, cancellationToken), time);
        }
        catch (SandboxUnavailableException unavailable) when (UnsandboxedMachine.IsAllowed(options))
        {
            Log.Unsandboxed(logger, unavailable.Missing);
            return new SandboxLauncher(new UnsandboxedMachine(options, logger), time);
        }
    }

    /// <summary>Starts a program. It is confined before its first instruction; whether it runs at all shows in <see cref="SandboxedProcess.Completion"/>.</summary>
    /// <exception cref="ValidationException">A limit is out of its range.</exception>
    /// <exception cref="ArgumentException">A name or argument cannot be passed on as it is.</exception>
    /// <exception cref="SandboxUnavailableException">No sandbox can be made now, for instance because all slots are taken.</exception>
    public async Task<SandboxedProcess> StartAsync(SandboxSpec spec, CancellationToken cancellationToken = default)
    {
        spec.Validate();
        var launch = await Machine.PrepareAsync(spec, cancellationToken);
        try
        {
            var process = await Spawner.StartAsync(launch.Command.StartInfo, cancellationToken);
            return new SandboxedProcess(spec.Limits, launch, process, _time);
        }
        catch
        {
            await launch.AbandonAsync();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "UNSANDBOXED: programs run with all rights of this user, because it was asked for twice. Reports are marked. Missing: {Missing}")]
        public static partial void Unsandboxed(ILogger logger, string missing);
    }
}
