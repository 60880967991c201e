using GradeBench.Protocol;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>
/// A compiler host that has warmed itself up. No code of a submission runs in it, so one that answered properly may
/// compile the next submission too (docs/adr/0010).
/// </summary>
internal sealed class CompilerHost : IAsyncDisposable
{
    private static readonly TimeSpan LateLook = TimeSpan.FromSeconds(1);

    private CompilerHost(SandboxedProcess process, CompilerSession session) => (Process, Session) = (process, session);

    public SandboxedProcess Process { get; }

    public CompilerSession Session { get; }

    /// <summary>Submissions it has compiled.</summary>
    public int Served { get; set; }

    /// <summary>Whether it is one of those that may be lent at a time; not so when somebody lost patience.</summary>
    public bool HasPlace { get; set; }

    /// <summary>Whether its last submission was answered as it should be. Anything else and it is not used again.</summary>
    public bool IsTrusted { get; set; } = true;

    public bool IsUsable => IsTrusted && !Process.Completion.IsCompleted;

    /// <summary>
    /// Whether the next submission might meet the limit of the host's life. That one would be told that it is too much for
    /// a compiler, because of what those before it took.
    /// </summary>
    public bool IsWornOut(GradingOptions options) => IsWornOut(Process.ReadCpuTime(), options);

    internal static bool IsWornOut(TimeSpan used, GradingOptions options) => used > LifetimeCpu(options) - MostForOne(options);

    /// <summary>What all submissions of one host may take together: thirty times what one of them may.</summary>
    internal static TimeSpan LifetimeCpu(GradingOptions options) => 30 * options.CompileCpu;

    // Compiled, compiled again to be analysed, analysed, and analysed again without the rules of others; its processor time is
    // looked at now and then, so each may take a little more than it should.
    private static TimeSpan MostForOne(GradingOptions options) => 4 * (options.CompileCpu + LateLook);

    /// <exception cref="GradingFaultException">The host did not start.</exception>
    public static async Task<CompilerHost> StartAsync(SandboxLauncher launcher, HostLayout layout, GradingOptions options, CancellationToken cancellationToken)
    {
        var process = await launcher.StartAsync(
            new SandboxSpec
            {
                AppFolder = layout.CompilerFolder,
                EntryAssembly = HostLayout.CompilerEntry,
                Arguments = options.WarmCompilers == 0 ? ["--awaited"] : [],
                Limits = new SandboxLimits
                {
                    MemoryBytes = options.CompileMemoryBytes,
                    // The compiler watches each submission's share; this only bounds the host's life.
                    CpuTime = LifetimeCpu(options),
                    WallTime = null,
                },
            },
            cancellationToken);

        var session = new CompilerSession(process.Input, process.Output);
        await HostStart.WaitAsync(process, "compiler host", session.WaitUntilReadyAsync, cancellationToken);
        return new CompilerHost(process, session);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
