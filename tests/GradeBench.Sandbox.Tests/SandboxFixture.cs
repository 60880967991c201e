using GradeBench.Sandbox.Doctoring;

[assembly: AssemblyFixture(typeof(GradeBench.Sandbox.Tests.SandboxFixture))]

namespace GradeBench.Sandbox.Tests;

/// <summary>The real sandbox of this machine, made once. Without bubblewrap every test fails with what to install: a skipped safety test proves nothing.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>Enough for any probe on a busy machine, so that a hang is a failure and not a stuck build.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static readonly SandboxLimits Limits = new() { WallTime = TimeSpan.FromSeconds(50) };

    public SandboxLauncher Launcher { get; private set; } = null!;

    internal ProbeRunner Probe { get; private set; } = null!;

    /// <summary>artifacts/bin/GradeBench.Sandbox.Tests/debug → artifacts/hosts/probe.</summary>
    internal static string ProbeFolder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../hosts/probe"));

    public async ValueTask InitializeAsync()
    {
        Launcher = await SandboxLauncher.CreateAsync();
        Probe = new ProbeRunner(Launcher, ProbeFolder);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Task<ProbeAnswer> RunAsync(params string[] arguments) => RunAsync(Limits, arguments);

    internal async Task<ProbeAnswer> RunAsync(SandboxLimits limits, params string[] arguments)
    {
        var answer = await Probe.RunAsync(limits, arguments, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.IsNotType<SandboxOutcome.Faulted>(answer.Outcome);
        return answer;
    }

    /// <summary>Starts a probe and reads its output up to the line that says it is where the test wants it.</summary>
    internal async Task<SandboxedProcess> StartAsync(SandboxLimits limits, string key, params string[] arguments)
    {
        var process = await Probe.StartAsync(limits, arguments, TestContext.Current.CancellationToken);
        var line = new List<byte>();
        var one = new byte[1];
        // Byte by byte, so that nothing behind the line is taken from whoever reads next.
        while (await process.Output.ReadAsync(one, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) == 1)
        {
            if (one[0] != '\n')
            {
                line.Add(one[0]);
                continue;
            }

            if (System.Text.Encoding.UTF8.GetString([.. line]).StartsWith(key + "=", StringComparison.Ordinal))
            {
                return process;
            }

            line.Clear();
        }

        var outcome = await process.Completion;
        await process.DisposeAsync();
        throw new InvalidOperationException($"The probe '{string.Join(' ', arguments)}' ended before it printed '{key}': {outcome}");
    }
}
