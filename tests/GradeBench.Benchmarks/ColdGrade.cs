namespace GradeBench.Benchmarks;

/// <summary>`gradebench grade` as a person runs it: a new process, nothing warm but the page cache.</summary>
internal static class ColdGrade
{
    /// <returns>Null when the program has not been built.</returns>
    public static async Task<TimeSpan?> MeasureAsync(int rounds, CancellationToken cancellationToken)
    {
        var program = new[] { Checkout.At("artifacts", "app", "cli", "gradebench"), Checkout.At("artifacts", "bin", "GradeBench.Cli", "release", "gradebench") }
            .FirstOrDefault(File.Exists);
        if (program is null) return null;

        var walls = new List<TimeSpan>();
        for (var round = 0; round <= rounds; round++)
        {
            var (wall, _, exitCode, output) = await ChildProcess.RunAsync(program, ["grade", Sample.Folder], Checkout.Root, null, cancellationToken);
            if (exitCode != 0) throw new InvalidOperationException($"`gradebench grade` failed:\n{output}");

            // The first run on a machine prepares the sandbox's files, which is not what a person waits for every day.
            if (round > 0) walls.Add(wall);
        }

        return Statistics.Median(walls);
    }
}
