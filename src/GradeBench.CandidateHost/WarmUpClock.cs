using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>A clock that stands still until it is told to fire what was started on it.</summary>
internal sealed class WarmUpClock : TimeProvider, IClockSource
{
    private readonly Queue<Waiting> _waiting = new();

    public long Follow(IClockFollower follower) => 0;

    public void Unfollow(IClockFollower follower)
    {
    }

    public void TimerStarted(IClockFollower follower, ulong timer, long at, long delay, long period)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(new Waiting(follower, timer, at + delay));
            Monitor.Pulse(_waiting);
        }
    }

    public void TimerEnded(IClockFollower follower, ulong timer)
    {
    }

    /// <summary>Blocks until a timer has been started that has not been fired.</summary>
    public void AwaitTimer()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0) Monitor.Wait(_waiting);
        }
    }

    public void FireAll()
    {
        lock (_waiting)
        {
            while (_waiting.TryDequeue(out var waiting)) waiting.Follower.SetTime(waiting.Due, [waiting.Timer]);
        }
    }

    private sealed record Waiting(IClockFollower Follower, ulong Timer, long Due);
}
