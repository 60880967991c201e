using System.Diagnostics;
using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Tests;

/// <summary>What several processes of ours, their deaths and their users do to each other's sandboxes.</summary>
public sealed class SecondProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_we_are_killed_our_sandboxes_die_and_the_next_of_us_cleans_up()
    {
        using var holder = await SecondProcess.StartAsync("hold", SandboxFixture.ProbeFolder, "2");
        Assert.Equal("holding", await holder.StandardOutput.ReadLineAsync(Cancellation));
        var held = Descendants(holder.Id);

        holder.Kill();
        await UntilAsync(() => !held.Any(process => Directory.Exists($"/proc/{process}")));
        await SandboxLauncher.CreateAsync(cancellationToken: Cancellation);

        Assert.True(held.Count >= 8, $"Only {held.Count} processes were held.");
        Assert.Empty(LeftoverGroups(held));
    }

    [Fact]
    public async Task Two_processes_never_hold_one_slot()
    {
        using var holder = await SecondProcess.StartAsync("hold", SandboxFixture.ProbeFolder, "1");
        Assert.Equal("holding", await holder.StandardOutput.ReadLineAsync(Cancellation));
        var users = Descendants(holder.Id).Select(Limits.ProcessTree.UserOf).Where(Slots.Contains).Distinct().ToList();

        var slots = new Slots(Files.SandboxFolders.Slots());
        var taken = users.Select(slots.TryTake).ToList();

        holder.Kill();
        Assert.Equal(Environment.IsPrivilegedProcess ? 1 : 0, users.Count);
        Assert.All(taken, Assert.Null);
    }

    [Fact]
    public async Task A_sweep_leaves_live_sandboxes_alone()
    {
        using var holder = await SecondProcess.StartAsync("hold", SandboxFixture.ProbeFolder, "1");
        Assert.Equal("holding", await holder.StandardOutput.ReadLineAsync(Cancellation));
        var held = Descendants(holder.Id);

        await SandboxLauncher.CreateAsync(cancellationToken: Cancellation);

        Assert.All(held, process => Assert.True(Directory.Exists($"/proc/{process}")));
        holder.Kill();
    }

    [Fact]
    public async Task An_ordinary_user_gets_the_same_sandbox_with_limits_by_process()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become an ordinary user here; the other tests cover one who is.");
        var folder = Directory.CreateTempSubdirectory("gradebench-user-").FullName;
        SecondProcess.CopyTo(folder);
        await Tool.ReadAsync("/bin/chown", ["-R", "54321:54321", folder], Cancellation);

        var output = await Tool.ReadAsync(
            Tool.Require("setpriv"),
            ["--reuid=54321", "--regid=54321", "--clear-groups", "--", "/usr/bin/env", "-i", $"HOME={folder}", "PATH=/usr/bin:/bin:/usr/sbin:/sbin",
                SecondProcess.Dotnet, $"{folder}/dummy/GradeBench.Sandbox.Dummy.dll", "examine", $"{folder}/probe"],
            Cancellation);

        Directory.Delete(folder, recursive: true);
        Assert.NotNull(output);
        Assert.Equal(13, output.Split('\n').Count(line => line.StartsWith("Passed A", StringComparison.Ordinal)));
        Assert.Contains("rlimit", output, StringComparison.Ordinal);
    }

    private static List<int> Descendants(int process)
    {
        // Children of every thread: the sandboxes' parent is the spawner's thread.
        var children = Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        return [.. children.SelectMany(child => Descendants(child).Prepend(child))];
    }

    private static IEnumerable<string> LeftoverGroups(List<int> processes) =>
        processes.Where(process => File.Exists($"/proc/{process}/cgroup")).SelectMany(process => File.ReadAllLines($"/proc/{process}/cgroup")).Where(line => line.Contains("/gradebench-", StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(started) < SandboxFixture.Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        Assert.True(condition());
    }
}
