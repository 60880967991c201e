namespace GradeBench.Protocol;

/// <summary>
/// The clock a submission gets: stands still until the judge moves it. Its timers are reported to the judge, which says
/// when they fire.
/// </summary>
internal sealed class FollowingClock(Peer peer, ulong id, long elapsed, ReferenceScope scope) : TimeProvider
{
    private static readonly DateTimeOffset Origin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IdTable<FollowingTimer> _timers = new();
    private long _elapsed = elapsed;
    private long _lastTimer;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Origin.AddTicks(GetTimestamp());

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FollowingTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void SetTime(long elapsed, ReadOnlySpan<ulong> fire)
    {
        Interlocked.Exchange(ref _elapsed, elapsed);
        foreach (var timer in fire)
        {
            _timers.Find(timer)?.Fire(timer);
        }
    }

    /// <summary>Reports a timer; the judge fires it. Every arming has its own id, so a late firing of an earlier one hits nothing.</summary>
    internal ulong Arm(FollowingTimer timer, long delay, long period)
    {
        var armed = (ulong)Interlocked.Increment(ref _lastTimer);
        _timers.Set(armed, timer);
        peer.Notify(json =>
        {
            json.WriteString("type", "timer");
            json.WriteString("clock", MessageId.Format(id));
            json.WriteString("timer", MessageId.Format(armed));
            json.WriteNumber("at", GetTimestamp());
            json.WriteNumber("delay", Math.Min(delay, LentClock.MaxTicks));
            json.WriteNumber("period", Math.Min(period, LentClock.MaxTicks));
        }, scope);
        return armed;
    }

    internal void Forget(ulong timer) => _timers.Remove(timer);

    internal void Disarm(ulong timer)
    {
        if (!_timers.TryRemove(timer, out _)) return;

        peer.Notify(json =>
        {
            json.WriteString("type", "timer-end");
            json.WriteString("clock", MessageId.Format(id));
            json.WriteString("timer", MessageId.Format(timer));
        }, scope);
    }
}
