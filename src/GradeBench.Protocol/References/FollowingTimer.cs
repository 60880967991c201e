namespace GradeBench.Protocol;

/// <summary>A timer of the submission on a <see cref="FollowingClock"/>.</summary>
internal sealed class FollowingTimer(FollowingClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Lock _gate = new();
    private ulong _armed;
    private bool _periodic;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);

        lock (_gate)
        {
            if (_disposed) return false;

            Disarm();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _periodic = period > TimeSpan.Zero;
                _armed = clock.Arm(this, dueTime.Ticks, _periodic ? period.Ticks : 0);
            }

            return true;
        }
    }

    /// <summary>The judge fired arming <paramref name="timer"/>; the callback runs on the pool.</summary>
    public void Fire(ulong timer)
    {
        lock (_gate)
        {
            if (_armed != timer) return;
            if (!_periodic)
            {
                _armed = 0;
                clock.Forget(timer);
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static t => t.Invoke(), this, preferLocal: false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Disarm();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Disarm()
    {
        if (_armed != 0) clock.Disarm(_armed);
        _armed = 0;
    }

    private void Invoke()
    {
        if (_context is null) callback(state);
        else ExecutionContext.Run(_context, static t => ((FollowingTimer)t!).Call(), this);
    }

    private void Call() => callback(state);
}
