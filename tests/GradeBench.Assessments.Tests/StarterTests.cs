using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace GradeBench.Assessments.Tests;

/// <summary>What a candidate does first, done here: unpack, build and run without a network.</summary>
public sealed class StarterTests(StarterTests.Compiler compiler) : IClassFixture<StarterTests.Compiler>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gradebench-starter-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public Task The_task_runner_starter_builds_offline_and_its_examples_pass_once_it_is_solved() =>
        BuildsOfflineAndPassesOnceItIsSolvedAsync<TaskRunnerProof>("BoundedTaskRunner");

    [Fact]
    public Task The_csv_pipeline_starter_builds_offline_and_its_examples_pass_once_it_is_solved() =>
        BuildsOfflineAndPassesOnceItIsSolvedAsync<CsvPipelineProof>("UserPipeline");

    [Fact]
    public Task The_async_client_starter_builds_offline_and_its_examples_pass_once_it_is_solved() =>
        BuildsOfflineAndPassesOnceItIsSolvedAsync<AsyncClientProof>("ResilientClient");

    private async Task BuildsOfflineAndPassesOnceItIsSolvedAsync<TPack>(string referenceClass)
        where TPack : IProvenPack
    {
        await Unpack(TPack.Proof.Pack.Id);
        var root = Path.Combine(_folder.FullName, TPack.Proof.Pack.Id);
        var solution = Path.Combine(root, "src", "Solution.cs");
        var space = (await File.ReadAllLinesAsync(solution, TestContext.Current.CancellationToken)).Single(line => line.StartsWith("namespace ", StringComparison.Ordinal));

        var untouched = await RunTestsAsync(root, []);
        Assert.Contains("0 passed, 4 failed", untouched, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", untouched, StringComparison.OrdinalIgnoreCase);

        // The reference takes the starter's place: its class the name, and its files the namespace.
        File.Delete(solution);
        foreach (var file in TPack.Proof.Reference)
        {
            var text = Regex.Replace(Regex.Replace(file.Text, $@"\b{referenceClass}\b", "Solution"), "^namespace .*;", space, RegexOptions.Multiline);
            await File.WriteAllTextAsync(Path.Combine(root, "src", file.Path), text, TestContext.Current.CancellationToken);
        }

        var solved = await RunTestsAsync(root, ["--no-restore"]);
        Assert.Contains("4 passed, 0 failed", solved, StringComparison.Ordinal);
    }

    private async Task Unpack(string id)
    {
        using var archive = new ZipArchive(new MemoryStream([.. AssessmentPacks.Find(id)!.Starter]));
        await archive.ExtractToDirectoryAsync(_folder.FullName, TestContext.Current.CancellationToken);
    }

    private Task<string> RunTestsAsync(string root, string[] options) => DotnetAsync(
        root, ["run", "--project", "tests", .. options],
        // An empty package folder and proxies that refuse: whatever needs a package or the network fails here.
        ("NUGET_PACKAGES", Path.Combine(_folder.FullName, "packages")),
        ("HTTP_PROXY", "http://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://127.0.0.1:9"),
        // One process that builds, and none that stays.
        ("DOTNET_PROCESSOR_COUNT", "1"),
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("UseSharedCompilation", "true"),
        ("TMPDIR", compiler.Folder));

    private static async Task<string> DotnetAsync(string workingDirectory, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;

#pragma warning disable RS0030 // The candidate's own machine is not a sandbox, and this is the candidate's command.
        using var process = Process.Start(start)!;
#pragma warning restore RS0030
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        return await output + await errors;
    }

    /// <summary>
    /// One compiler for all builds here, as a candidate's machine has it, and not that of whoever runs the tests: it is found by
    /// the folder for temporary files. It ends with the tests.
    /// </summary>
    public sealed class Compiler : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gb-csc-");

        internal string Folder => _folder.FullName;

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            await DotnetAsync(Folder, ["build-server", "shutdown", "--vbcscompiler"], ("TMPDIR", Folder));
            _folder.Delete(recursive: true);
        }
    }
}
