namespace GradeBench.Assessments.Judge;

/// <summary>The waiting timers of a clock, by due time and by owner. Not thread-safe: the clock's lock guards it.</summary>
internal sealed class TimerQueue
{
    private readonly SortedSet<ClockTimer> _byDue = new(ClockTimer.ByDueTime);
    private readonly Dictionary<TimerOwner, ClockTimer> _byOwner = [];
    private long _order;

    public int Count => _byDue.Count;

    public long? NextDue => _byDue.Min?.Due;

    /// <summary>Adds the owner's timer, in place of one it may have.</summary>
    public void Add(TimerOwner owner, long due, long delay, long period)
    {
        Remove(owner);
        var timer = new ClockTimer(owner, due, delay, period, _order++);
        _byDue.Add(timer);
        _byOwner.Add(owner, timer);
    }

    public void Remove(TimerOwner owner)
    {
        if (_byOwner.Remove(owner, out var timer)) _byDue.Remove(timer);
    }

    public void RemoveAll(Predicate<TimerOwner> match)
    {
        foreach (var owner in _byOwner.Keys.Where(o => match(o)).ToArray()) Remove(owner);
    }

    /// <summary>Takes every timer due at <paramref name="moment"/> or before, in order; those with a period wait again.</summary>
    public List<ClockTimer> TakeDue(long moment)
    {
        var due = _byDue.TakeWhile(t => t.Due <= moment).ToList();
        foreach (var timer in due)
        {
            Remove(timer.Owner);
            if (timer.Period > 0) Add(timer.Owner, timer.Due + timer.Period, timer.Period, timer.Period);
        }

        return due;
    }
}
