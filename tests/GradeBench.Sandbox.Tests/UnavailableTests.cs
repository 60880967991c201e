namespace GradeBench.Sandbox.Tests;

/// <summary>When something is missing or broken, nothing runs, and the message says what to do.</summary>
public sealed class UnavailableTests
{
    [Fact]
    public async Task A_missing_bubblewrap_is_named_with_how_to_install_it()
    {
        var exception = await Assert.ThrowsAsync<SandboxUnavailableException>(() => CreateAsync("/nowhere/bwrap"));

        Assert.Contains("/nowhere/bwrap", exception.Missing, StringComparison.Ordinal);
        Assert.Contains("apt-get install bubblewrap", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bubblewrap_without_the_flags_we_need_is_refused()
    {
        var exception = await Assert.ThrowsAsync<SandboxUnavailableException>(() => CreateAsync(FakeBubblewrap.Saying("bubblewrap 0.7.9", "exit 0")));

        Assert.Contains("0.8 or later", exception.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_that_breaks_before_the_program_runs_is_our_fault_and_says_why()
    {
        var launcher = await CreateAsync(FakeBubblewrap.Breaking());
        await using var process = await launcher.StartAsync(
            new SandboxSpec { AppFolder = SandboxFixture.ProbeFolder, EntryAssembly = "GradeBench.SandboxProbe.dll" }, TestContext.Current.CancellationToken);

        var outcome = await process.Completion;

        Assert.Contains("setting up uid map: Permission denied", Assert.IsType<SandboxOutcome.Faulted>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_the_sandboxs_users_cannot_reach_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root's sandboxes run as other users.");
        var closed = Directory.CreateTempSubdirectory("gradebench-closed-").FullName;

        var exception = await Assert.ThrowsAsync<SandboxUnavailableException>(
            () => SandboxLauncher.CreateAsync(new SandboxOptions { CacheFolder = Path.Combine(closed, "cache") }, cancellationToken: TestContext.Current.CancellationToken));

        Directory.Delete(closed, recursive: true);
        Assert.Contains(closed, exception.Missing, StringComparison.Ordinal);
    }

    private static Task<SandboxLauncher> CreateAsync(string bubblewrap) => SandboxLauncher.CreateAsync(new SandboxOptions { BubblewrapPath = bubblewrap });
}
