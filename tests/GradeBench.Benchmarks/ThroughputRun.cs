using GradeBench.Grading;

namespace GradeBench.Benchmarks;

/// <summary>As many submissions as the machine takes, several at a time, for a while.</summary>
/// <param name="Graded">How many ended with a scorecard.</param>
/// <param name="Lost">How many did not.</param>
internal sealed record ThroughputRun(int Graded, int Lost, TimeSpan Took)
{
    private const int AtOnce = 3;

    public double PerMinute => Graded / Took.TotalMinutes;

    public static async Task<ThroughputRun> MeasureAsync(Sample sample, IGrader grader, TimeSpan duration, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (graded, lost) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(
            async () =>
            {
                while (TimeProvider.System.GetElapsedTime(began) < duration)
                {
                    try
                    {
                        await sample.GradeAsync(grader, cancellationToken);
                        Interlocked.Increment(ref graded);
                    }
                    catch (InvalidOperationException)
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
            },
            cancellationToken)));
        return new ThroughputRun(graded, lost, TimeProvider.System.GetElapsedTime(began));
    }
}
