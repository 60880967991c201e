using System.Collections.Concurrent;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>A clock that stands still until it is told to fire what was started on it.</summary>
internal sealed class WarmUpClock : TimeProvider, IClockSource
{
    private readonly ConcurrentQueue<(IClockFollower Follower, ulong Timer, long Due)> _waiting = new();

    public long Follow(IClockFollower follower) => 0;

    public void Unfollow(IClockFollower follower)
    {
    }

    public void TimerStarted(IClockFollower follower, ulong timer, long at, long delay, long period) =>
        _waiting.Enqueue((follower, timer, at + delay));

    public void TimerEnded(IClockFollower follower, ulong timer)
    {
    }

    public void FireAll()
    {
        while (_waiting.TryDequeue(out var waiting)) waiting.Follower.SetTime(waiting.Due, [waiting.Timer]);
    }
}
