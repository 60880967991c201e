using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>A timer waiting on the virtual clock: one of the submission (with its follower and id) or one of the test itself.</summary>
internal sealed record ClockTimer(long Due, long Delay, long Period, long Order, IClockFollower? Follower, ulong Id, LocalTimer? Local)
{
    public static readonly IComparer<ClockTimer> ByDueTime =
        Comparer<ClockTimer>.Create((a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order));

    public bool IsRemote => Follower is not null;
}

/// <summary>A timer the test's own code made on the virtual clock, for example through <c>Task.Delay</c>.</summary>
internal sealed class LocalTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Stop(this);
        if (dueTime != Timeout.InfiniteTimeSpan) clock.Start(this, Math.Max(0, dueTime.Ticks), Math.Max(0, period.Ticks));
        return true;
    }

    public void Invoke()
    {
        if (_context is null) callback(state);
        else ExecutionContext.Run(_context, _ => callback(state), null);
    }

    public void Dispose() => clock.Stop(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
