using GradeBench.Grading;

namespace GradeBench.Benchmarks;

/// <summary>As many submissions as the machine takes, several at a time, for a while.</summary>
/// <param name="Graded">How many ended with a scorecard.</param>
/// <param name="Lost">How many did not.</param>
/// <param name="Cpu">CPU time of all of them, the judge's own and all of their hosts'.</param>
internal sealed record ThroughputRun(int Graded, int Lost, TimeSpan Took, TimeSpan Cpu)
{
    private const int AtOnce = 3;

    public double PerMinute => Graded / Took.TotalMinutes;

    public TimeSpan CpuOfOne => Cpu / Math.Max(1, Graded);

    public static async Task<ThroughputRun> MeasureAsync(Sample sample, IGrader grader, TimeSpan duration, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var judge = Environment.CpuUsage.TotalTime;
        var (graded, lost, hosts) = (0, 0, 0L);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(
            async () =>
            {
                while (TimeProvider.System.GetElapsedTime(began) < duration)
                {
                    try
                    {
                        var (result, _) = await sample.GradeAsync(grader, cancellationToken);
                        Interlocked.Add(ref hosts, result.Times.HostCpu.Ticks);
                        Interlocked.Increment(ref graded);
                    }
                    catch (InvalidOperationException)
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
            },
            cancellationToken)));
        return new ThroughputRun(graded, lost, TimeProvider.System.GetElapsedTime(began), Environment.CpuUsage.TotalTime - judge + new TimeSpan(hosts));
    }
}
