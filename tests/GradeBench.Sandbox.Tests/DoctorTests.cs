namespace GradeBench.Sandbox.Tests;

public sealed class DoctorTests(SandboxFixture sandbox, DoctorTests.Examination examination) : IClassFixture<DoctorTests.Examination>
{
    [Fact]
    public void Every_required_check_passes_on_this_machine()
    {
        var results = examination.Results.Where(result => result.Id != Examination.BrokenCheck).ToList();

        Assert.Equal(Enumerable.Range(1, 14).Select(number => $"A{number}"), results.Where(result => result.Class == DoctorClass.Required).Select(result => result.Id));
        Assert.All(results, result => Assert.False(result.IsBlocking, $"{result.Id} {result.Title}: {result.Detail}"));
        Assert.All(results, result => Assert.NotEmpty(result.Detail));
        Assert.All(results.Where(result => result.Verdict is not DoctorVerdict.Passed), result => Assert.NotNull(result.Remedy));
    }

    [Fact]
    public void Checks_of_the_caller_are_examined_with_the_rest_and_may_break()
    {
        var broken = examination.Results.Single(result => result.Id == Examination.BrokenCheck);

        Assert.True(broken.IsBlocking);
        Assert.Contains("no answer", broken.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_check_is_explained_in_the_threat_model()
    {
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));
        var text = await File.ReadAllTextAsync(Path.Combine(root, "docs/threat-model.md"), TestContext.Current.CancellationToken);
        var advice = examination.Results.Where(result => result.Class == DoctorClass.Advice).ToList();

        Assert.All(Enumerable.Range(1, 14), number => Assert.Contains($"\n| A{number} | ", text, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, advice.Count).Select(number => $"B{number}"), advice.Select(result => result.Id));
        Assert.Contains($"\n| B1–B{advice.Count} | ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_bubblewrap_the_report_says_so_and_still_gives_its_advice()
    {
        var results = await new Doctor(SandboxFixture.ProbeFolder, new SandboxOptions { BubblewrapPath = "/nowhere/bwrap" })
            .ExamineAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        var blocking = Assert.Single(results, result => result.IsBlocking);
        Assert.Contains("apt-get install bubblewrap", blocking.Remedy, StringComparison.Ordinal);
        Assert.Contains(results, result => result.Id == "B17");
    }

    [Fact]
    public async Task A_machine_that_passed_is_not_examined_again_until_something_changes()
    {
        var folder = Directory.CreateTempSubdirectory("gradebench-probe-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "probe.dll"), $"{Guid.NewGuid()}", TestContext.Current.CancellationToken);
        var stamp = new Doctoring.FitnessStamp(sandbox.Launcher, folder);
        var before = await stamp.ExistsAsync(TestContext.Current.CancellationToken);

        await stamp.WriteAsync(TestContext.Current.CancellationToken);
        var after = await stamp.ExistsAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "probe.dll"), "other probes", TestContext.Current.CancellationToken);
        var changed = await stamp.ExistsAsync(TestContext.Current.CancellationToken);

        Directory.Delete(folder, recursive: true);
        Assert.Equal((false, true, false), (before, after, changed));
    }

    [Fact]
    public async Task A_fit_machine_is_accepted_and_an_unfit_one_is_refused_by_name()
    {
        var unfit = await SandboxLauncher.CreateAsync(new SandboxOptions { BubblewrapPath = FakeBubblewrap.Breaking() }, cancellationToken: TestContext.Current.CancellationToken);
        // Probes of its own, so that no earlier pass is remembered for it.
        var folder = Directory.CreateTempSubdirectory("gradebench-probe-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "GradeBench.SandboxProbe.dll"), $"{Guid.NewGuid()}", TestContext.Current.CancellationToken);

        await new Doctor(SandboxFixture.ProbeFolder).RequireFitAsync(sandbox.Launcher, TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<SandboxUnavailableException>(() => new Doctor(folder).RequireFitAsync(unfit, TestContext.Current.CancellationToken));

        Directory.Delete(folder, recursive: true);
        Assert.Contains("A1", exception.Missing, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Remedy);
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
    }

    /// <summary>One whole examination, which takes seconds, for all tests that only read its results.</summary>
    public sealed class Examination : IAsyncLifetime
    {
        internal const string BrokenCheck = "X1";

        public IReadOnlyList<DoctorResult> Results { get; private set; } = [];

        public async ValueTask InitializeAsync() =>
            Results = await new Doctor(SandboxFixture.ProbeFolder, extraChecks: launcher =>
            [
                new DoctorCheck("A14", "Hosts answer", DoctorClass.Required, _ => Task.FromResult(DoctorFinding.Passed(launcher.Capabilities.RuntimeVersion))),
                new DoctorCheck(BrokenCheck, "Hosts break", DoctorClass.Required, _ => throw new InvalidOperationException("no answer")),
            ]).ExamineAsync().ToListAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
