namespace GradeBench.Assessments.Judge;

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
