namespace Fetching.Tests;

/// <summary>A clock on which a second lasts a millisecond, so that tests of pauses are short.</summary>
public sealed class QuickClock : TimeProvider
{
    private const int Faster = 1000;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    private static TimeSpan Shorter(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Faster;
}
