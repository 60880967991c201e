using GradeBench.Grading;

namespace GradeBench.Benchmarks;

/// <summary>Grading a submission that waits a long time, on the clock it is given, with warm hosts.</summary>
/// <param name="Wall">Median from uploaded bytes to scorecard, one at a time.</param>
/// <param name="Slowest">The slowest of them.</param>
/// <param name="Virtual">What it waited on that clock in one grading, all hidden tests together.</param>
internal sealed record WaitingRun(TimeSpan Wall, TimeSpan Slowest, TimeSpan Virtual)
{
    // The judge's code for HTTP has not run in this process before.
    private const int WarmUps = 20;
    private static readonly TimeSpan Refill = TimeSpan.FromMilliseconds(1500);

    public static async Task<WaitingRun> MeasureAsync(Sample sample, IGrader grader, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < WarmUps; i++) await sample.GradeAsync(grader, cancellationToken);

        var walls = new List<TimeSpan>();
        var waited = TimeSpan.Zero;
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(Refill, TimeProvider.System, cancellationToken);
            var began = TimeProvider.System.GetTimestamp();
            var (graded, _) = await sample.GradeAsync(grader, cancellationToken);
            walls.Add(TimeProvider.System.GetElapsedTime(began));
            waited = graded.Times.Virtual;
        }

        return new WaitingRun(Statistics.Median(walls), walls.Max(), waited);
    }
}
