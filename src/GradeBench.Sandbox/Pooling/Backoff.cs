namespace GradeBench.Sandbox.Pooling;

/// <summary>How long to wait after failures in a row: doubling from the first pause up to the longest.</summary>
internal sealed class Backoff(TimeSpan firstPause, TimeSpan longestPause)
{
    // Far beyond any sensible longest pause, and far from overflowing.
    private const int MostDoublings = 20;

    private int _failures;

    public bool IsFailing => _failures > 0;

    public TimeSpan Pause => _failures == 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(longestPause.Ticks, firstPause.Ticks << Math.Min(_failures - 1, MostDoublings)));

    public void Failed() => _failures++;

    public void Succeeded() => _failures = 0;
}
