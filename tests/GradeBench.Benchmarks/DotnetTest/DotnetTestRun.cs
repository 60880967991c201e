namespace GradeBench.Benchmarks;

/// <summary>What `dotnet test` takes for the same submission and tests.</summary>
/// <param name="Wall">Median wall-clock time after a one-line edit, restored before, with the compiler server running: its best case.</param>
/// <param name="Cpu">Median CPU time of the same with the servers off, so that all of it is counted.</param>
/// <param name="FirstWall">The first time in a new folder, restore included, as a new submission arrives.</param>
internal sealed record DotnetTestRun(TimeSpan Wall, TimeSpan Cpu, TimeSpan FirstWall)
{
    private static readonly Dictionary<string, string> Quiet =
        new() { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["UseSharedCompilation"] = "true" };

    private static readonly Dictionary<string, string> NoServers = new(Quiet)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
    };

    public static async Task<DotnetTestRun> MeasureAsync(int rounds, CancellationToken cancellationToken)
    {
        using var project = DotnetTestProject.Create();
        var first = await TestAsync(project, Quiet, cancellationToken);
        var walls = new List<TimeSpan>();
        var cpus = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            project.Edit(round);
            walls.Add((await TestAsync(project, Quiet, cancellationToken)).Wall);
            project.Edit(round + rounds);
            cpus.Add((await TestAsync(project, NoServers, cancellationToken)).Cpu);
        }

        return new DotnetTestRun(Statistics.Median(walls), Statistics.Median(cpus), first.Wall);
    }

    private static async Task<(TimeSpan Wall, TimeSpan Cpu)> TestAsync(
        DotnetTestProject project, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var (wall, cpu, exitCode, output) = await ChildProcess.RunAsync("dotnet", ["test"], project.Folder, environment, cancellationToken);
        return exitCode == 0 ? (wall, cpu) : throw new InvalidOperationException($"`dotnet test` failed, so there is nothing to compare with:\n{output}");
    }
}
