namespace GradeBench.Protocol;

/// <summary>
/// A clock that drives clocks at the other end: the judge's virtual clock. A <see cref="TimeProvider"/> that implements
/// this may cross the boundary; all times are ticks of 100 ns since the clock's start.
/// </summary>
public interface IClockSource
{
    /// <summary>From now on <paramref name="follower"/> is told every change. Returns the time it starts at.</summary>
    long Follow(IClockFollower follower);

    void Unfollow(IClockFollower follower);

    /// <summary>A timer was started at the other end; <paramref name="period"/> is zero for one that fires once.</summary>
    void TimerStarted(IClockFollower follower, ulong timer, long at, long delay, long period);

    /// <summary>A timer was changed or disposed at the other end before it fired.</summary>
    void TimerEnded(IClockFollower follower, ulong timer);
}

/// <summary>The other end of a clock: learns the time, and which of its timers fire at it.</summary>
public interface IClockFollower : ISettlingEnd
{
    /// <summary>The time is now <paramref name="elapsed"/>. Whatever is sent to the other end afterwards finds it so.</summary>
    void SetTime(long elapsed, IReadOnlyList<ulong> fire);
}
