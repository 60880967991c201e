namespace GradeBench.Sandbox.Tests;

/// <summary>When something is missing or broken, nothing runs, and the message says what to do.</summary>
public sealed class UnavailableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gradebench-sandbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
        var exception = await Assert.ThrowsAsync<SandboxUnavailableException>(() => CreateAsync(FakeBubblewrap("bubblewrap 0.7.9", "exit 0")));

        Assert.Contains("0.8 or later", exception.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_that_breaks_before_the_program_runs_is_our_fault_and_says_why()
    {
        var launcher = await CreateAsync(FakeBubblewrap("bubblewrap 0.8.0", "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1"));
        await using var process = await launcher.StartAsync(
            new SandboxSpec { AppFolder = SandboxFixture.ProbeFolder, EntryAssembly = "GradeBench.SandboxProbe.dll" }, TestContext.Current.CancellationToken);

        var outcome = await process.Completion;

        Assert.Contains("setting up uid map: Permission denied", Assert.IsType<SandboxOutcome.Faulted>(outcome).Reason, StringComparison.Ordinal);
    }

    private static Task<SandboxLauncher> CreateAsync(string bubblewrap) => SandboxLauncher.CreateAsync(new SandboxOptions { BubblewrapPath = bubblewrap });

    private string FakeBubblewrap(string version, string otherwise)
    {
        var path = Path.Combine(_folder, "bwrap");
        File.WriteAllText(path, $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; exit 0; fi\n{otherwise}\n");
        // Readable by the sandbox's user, who runs it.
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return path;
    }
}
