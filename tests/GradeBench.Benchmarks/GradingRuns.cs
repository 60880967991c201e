using GradeBench.Grading;

namespace GradeBench.Benchmarks;

/// <summary>Grading the sample again and again with warm hosts.</summary>
/// <param name="Wall">Median from uploaded bytes to scorecard, one at a time, all hosts warm.</param>
/// <param name="Slowest">The slowest of them.</param>
/// <param name="Compiling">Median wait for the compiler host.</param>
/// <param name="Testing">Median time of the hidden tests.</param>
/// <param name="Cpu">CPU time per submission: the judge's own and all of its hosts', their start included.</param>
/// <param name="Identical">Whether all scorecards were the same bytes.</param>
internal sealed record GradingRuns(TimeSpan Wall, TimeSpan Slowest, TimeSpan Compiling, TimeSpan Testing, TimeSpan Cpu, int Count, bool Identical, decimal Overall)
{
    // In a worker that has just started, the judge's and the compiler's code is still being optimised, on the same cores.
    private const int WarmUps = 100;
    private static readonly TimeSpan Refill = TimeSpan.FromMilliseconds(1500);

    public static async Task<GradingRuns> MeasureAsync(Sample sample, IGrader grader, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < WarmUps; i++) await sample.GradeAsync(grader, cancellationToken);

        var walls = new List<TimeSpan>();
        var times = new List<GradingTimes>();
        var hosts = TimeSpan.Zero;
        var scorecards = new HashSet<string>(StringComparer.Ordinal);
        var judge = Environment.CpuUsage.TotalTime;
        var overall = 0m;
        for (var i = 0; i < count; i++)
        {
            // A submission is one of few a minute, not of a queue: the hosts that replace those just used are ready again.
            await Task.Delay(Refill, TimeProvider.System, cancellationToken);
            var began = TimeProvider.System.GetTimestamp();
            var (graded, stored) = await sample.GradeAsync(grader, cancellationToken);
            walls.Add(TimeProvider.System.GetElapsedTime(began));
            hosts += graded.Times.HostCpu;
            times.Add(graded.Times);
            overall = graded.Scorecard.Overall;
            scorecards.Add(stored);
        }

        var cpu = (Environment.CpuUsage.TotalTime - judge + hosts) / count;
        return new GradingRuns(
            Statistics.Median(walls), walls.Max(), Statistics.Median(times.Select(t => t.Compiling)), Statistics.Median(times.Select(t => t.Testing)), cpu, count, scorecards.Count == 1, overall);
    }
}
