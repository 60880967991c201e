using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// Time that moves only when the test says so, here and in the host the clock was given to. Starts at 2000-01-01 00:00 UTC.
/// <para>Work of the test waits on it like the submission does: <c>await Task.Delay(delay, candidate.Clock, token)</c>.
/// Order is exact: timers fire by their due time, the host learns the new time before anything the test sends afterwards,
/// and so durations measured on this clock are exact too.</para>
/// </summary>
public sealed class VirtualClock : TimeProvider, IClockSource
{
    private static readonly DateTimeOffset Origin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly TimerQueue _timers = new();
    private readonly List<IClockFollower> _followers = [];
    private readonly List<TimeSpan> _delays = [];
    private readonly Settling _settling;
    private TaskCompletionSource _changed = NewSignal();
    private long _elapsed;
    private int _callbacks;

    /// <summary>A clock whose rest is that of the objects it was given to.</summary>
    public VirtualClock()
        : this(null)
    {
    }

    /// <param name="host">Whose rest is waited for, whether or not it was given the clock; null for those that were.</param>
    internal VirtualClock(ISettlingEnd? host)
    {
        ISettlingEnd[]? alone = host is null ? null : [host];
        _settling = new Settling(() => alone ?? Followers(), () => Volatile.Read(ref _callbacks) > 0);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far the clock was moved since its start.</summary>
    public TimeSpan Elapsed => new(Interlocked.Read(ref _elapsed));

    /// <summary>Timers waiting now, those of the submission and those of the test.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    /// <summary>The delay of every timer the submission started so far, in the order they were reported.</summary>
    public IReadOnlyList<TimeSpan> CandidateDelays
    {
        get
        {
            lock (_gate) return [.. _delays];
        }
    }

    public override DateTimeOffset GetUtcNow() => Origin + Elapsed;

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LocalTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the time forward and fires every timer that comes due, in order. Does not wait for what they set off.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(Interlocked.Read(ref _elapsed) + by.Ticks);
    }

    /// <summary>Moves the time to the earliest timer, whoever started it, and fires it. Does not wait for what it sets off.</summary>
    /// <returns>Whether a timer waited.</returns>
    public bool FireNext()
    {
        if (NextDue() is not { } due) return false;

        AdvanceTo(due);
        return true;
    }

    /// <summary>
    /// Fires one timer after the other, earliest first, until <paramref name="task"/> has ended; between two timers both
    /// sides come to rest. Does not throw when the task fails: await it yourself.
    /// </summary>
    /// <returns>The delays of the submission's timers that fired, in order; those of the test's own timers are not among them.</returns>
    public async Task<IReadOnlyList<TimeSpan>> RunTimersUntil(Task task)
    {
        var fired = new List<TimeSpan>();
        while (true)
        {
            var change = Changed();
            await SettleAsync().ConfigureAwait(false);
            if (task.IsCompleted) return fired;

            if (NextDue() is { } due) fired.AddRange(AdvanceTo(due).Where(t => t.IsRemote).Select(t => new TimeSpan(t.Delay)));
            else await Task.WhenAny(task, change).ConfigureAwait(false);
        }
    }

    /// <summary>Completes as soon as at least <paramref name="count"/> timers wait, whoever started them.</summary>
    public async Task WaitForTimersAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = Changed();
            if (PendingTimers >= count) return;
            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Completes when neither the submission nor the test's own callbacks have anything left to do at this time. A
    /// submission that spins or blocks threads is given a short while, then taken as it is.
    /// </summary>
    /// <returns>Whether both were at rest in the end.</returns>
    public Task<bool> SettleAsync() => _settling.SettleAsync();

    long IClockSource.Follow(IClockFollower follower)
    {
        lock (_gate)
        {
            _followers.Add(follower);
            return _elapsed;
        }
    }

    void IClockSource.Unfollow(IClockFollower follower)
    {
        lock (_gate)
        {
            _followers.Remove(follower);
            _timers.RemoveAll(o => o.Follower == follower);
        }
    }

    void IClockSource.TimerStarted(IClockFollower follower, ulong timer, long at, long delay, long period)
    {
        lock (_gate) _delays.Add(new TimeSpan(delay));
        Add(new TimerOwner(follower, timer, null), at + delay, delay, period);
    }

    void IClockSource.TimerEnded(IClockFollower follower, ulong timer)
    {
        lock (_gate) _timers.Remove(new TimerOwner(follower, timer, null));
    }

    internal void Start(LocalTimer timer, long delay, long period) =>
        Add(new TimerOwner(null, 0, timer), Interlocked.Read(ref _elapsed) + delay, delay, period);

    internal void Stop(LocalTimer timer)
    {
        lock (_gate) _timers.Remove(new TimerOwner(null, 0, timer));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Changed()
    {
        lock (_gate) return _changed.Task;
    }

    private ISettlingEnd[] Followers()
    {
        lock (_gate) return [.. _followers];
    }

    private long? NextDue()
    {
        lock (_gate) return _timers.NextDue;
    }

    private void Add(TimerOwner owner, long due, long delay, long period)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            _timers.Add(owner, due, delay, period);
            (signal, _changed) = (_changed, NewSignal());
        }

        signal.TrySetResult();

        // A delay of zero, or a timer reported after the time has passed it, is due at once.
        if (due <= Interlocked.Read(ref _elapsed)) AdvanceTo(Interlocked.Read(ref _elapsed));
    }

    // One due time after the other; with no timer left to fire, the remaining time passes at once.
    private List<ClockTimer> AdvanceTo(long target)
    {
        var fired = new List<ClockTimer>();
        lock (_gate)
        {
            do
            {
                _elapsed = Math.Max(_elapsed, Math.Min(target, _timers.NextDue ?? target));
                var due = _timers.TakeDue(_elapsed);
                foreach (var follower in _followers)
                    follower.SetTime(_elapsed, [.. due.Where(t => t.Owner.Follower == follower).Select(t => t.Owner.Id)]);

                foreach (var timer in due.Where(t => !t.IsRemote)) Fire(timer.Owner.Local!);
                fired.AddRange(due);
            }
            while (_elapsed < target || _timers.NextDue <= target);
        }

        return fired;
    }

    // On the pool, so that what a timer sets off never runs inside Advance.
    private void Fire(LocalTimer timer)
    {
        Interlocked.Increment(ref _callbacks);
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            try
            {
                timer.Invoke();
            }
            finally
            {
                Interlocked.Decrement(ref _callbacks);
            }
        }, null);
    }
}
