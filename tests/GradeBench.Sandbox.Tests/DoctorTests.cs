namespace GradeBench.Sandbox.Tests;

public sealed class DoctorTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Every_required_check_passes_on_this_machine()
    {
        var results = await new Doctor(SandboxFixture.ProbeFolder).ExamineAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 13).Select(number => $"A{number}"), results.Where(result => result.Class == DoctorClass.Required).Select(result => result.Id));
        Assert.All(results, result => Assert.False(result.IsBlocking, $"{result.Id} {result.Title}: {result.Detail}"));
        Assert.All(results, result => Assert.NotEmpty(result.Detail));
        Assert.All(results.Where(result => result.Verdict is not DoctorVerdict.Passed), result => Assert.NotNull(result.Remedy));
    }

    [Fact]
    public async Task Without_bubblewrap_the_report_says_so_and_still_gives_its_advice()
    {
        var results = await new Doctor(SandboxFixture.ProbeFolder, new SandboxOptions { BubblewrapPath = "/nowhere/bwrap" })
            .ExamineAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        var blocking = Assert.Single(results, result => result.IsBlocking);
        Assert.Contains("apt-get install bubblewrap", blocking.Remedy, StringComparison.Ordinal);
        Assert.Contains(results, result => result.Id == "B16");
    }

    [Fact]
    public async Task Checks_of_the_caller_are_examined_with_the_rest_and_may_break()
    {
        var doctor = new Doctor(SandboxFixture.ProbeFolder, extraChecks: launcher =>
        [
            new DoctorCheck("A14", "Hosts answer", DoctorClass.Required, _ => Task.FromResult(DoctorFinding.Passed(launcher.Capabilities.RuntimeVersion))),
            new DoctorCheck("A15", "Hosts break", DoctorClass.Required, _ => throw new InvalidOperationException("no answer")),
        ]);

        var results = await doctor.ExamineAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DoctorVerdict.Passed, results.Single(result => result.Id == "A14").Verdict);
        Assert.Contains("no answer", results.Single(result => result.Id == "A15").Detail, StringComparison.Ordinal);
        Assert.True(results.Single(result => result.Id == "A15").IsBlocking);
    }

    [Fact]
    public async Task A_changed_file_of_the_sandboxs_system_is_noticed()
    {
        var folder = Directory.CreateTempSubdirectory("gradebench-trees-").FullName;
        var source = Directory.CreateDirectory(Path.Combine(folder, "source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "a.dll"), "one", TestContext.Current.CancellationToken);
        var cache = new Files.TreeCache(Path.Combine(folder, "cache"), TimeProvider.System);
        var tree = await cache.GetAsync("app-a", "1", () => Task.FromResult<IReadOnlyList<Files.TreeEntry>>([.. Files.TreeEntry.CopyFolder(source, "")]), TestContext.Current.CancellationToken);
        var before = await Files.TreeManifest.DifferencesAsync(tree, TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(Path.Combine(source, "a.dll"), "two", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(tree, "a.dll"));
        await File.WriteAllTextAsync(Path.Combine(tree, "a.dll"), "evil", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(tree, "b.dll"), "added", TestContext.Current.CancellationToken);
        var after = await Files.TreeManifest.DifferencesAsync(tree, TestContext.Current.CancellationToken);

        Directory.Delete(folder, recursive: true);
        Assert.Empty(before);
        Assert.Equal(["a.dll", "b.dll"], after.Order(StringComparer.Ordinal));
        Assert.NotNull(sandbox.Launcher);
    }
}
