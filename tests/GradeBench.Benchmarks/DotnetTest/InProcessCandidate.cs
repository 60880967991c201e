// What the hidden tests need of the judge, in the process of the tests: the submission is created by its constructor and
// called directly. This is how they run as an ordinary test project, for comparison.
using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(GradeBench.Assessments.Judge.Candidate<GradeBench.Contracts.TaskRunner.ITaskRunner>))]

namespace GradeBench.Assessments.Judge;

public sealed class Candidate<T>
    where T : class
{
    private static readonly Type Implementation = typeof(Candidate<T>).Assembly.GetTypes()
        .Single(type => type.IsClass && !type.IsAbstract && typeof(T).IsAssignableFrom(type));

    private readonly ConcurrentDictionary<string, VirtualClock> _clocks = new();

    public VirtualClock Clock => _clocks.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => new VirtualClock());

    public ulong Seed => 42;

    public Task<T> CreateAsync(params object?[] arguments)
    {
        try
        {
            return Task.FromResult((T)Activator.CreateInstance(Implementation, arguments)!);
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            return Task.FromException<T>(e.InnerException!);
        }
    }

    // In one process nobody can tell the submission's processor time from that of the tests that run beside it.
    public HostUsage ReadUsage() => new(TimeSpan.Zero, Environment.WorkingSet);

    public TimeSpan ReadCpuTime() => TimeSpan.Zero;
}

public readonly record struct HostUsage(TimeSpan CpuTime, long PeakMemoryBytes);

public static class KnownWork
{
    public static Func<CancellationToken, Task<string>> Returning(string answer) => _ => Task.FromResult(answer);
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class FreshHostAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method)]
public sealed class BehaviourAttribute(string id, string title) : Attribute
{
    public string Id => id;

    public string Title => title;

    public string? CandidateSentence { get; init; }

    public int LimitSeconds { get; init; }

    public bool IsLong { get; init; }
}

public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => new(Interlocked.Read(ref _elapsed));

    public int PendingTimers
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) + Elapsed;

    // Long enough for the thread pool to do what there is to do in one process.
    public async Task<bool> SettleAsync()
    {
        await Task.Delay(1);
        return true;
    }

    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_gate)
        {
            Interlocked.Add(ref _elapsed, by.Ticks);
            due = [.. _timers.Where(timer => timer.Due <= _elapsed)];
            foreach (var timer in due) _timers.Remove(timer);
        }

        foreach (var timer in due) ThreadPool.QueueUserWorkItem(_ => timer.Callback(timer.State));
    }

    public async Task RunTimersUntil(Task task)
    {
        while (!task.IsCompleted)
        {
            await SettleAsync();
            long? next;
            lock (_gate) next = _timers.Count > 0 ? _timers.Min(timer => timer.Due) - _elapsed : null;
            if (next is { } by) Advance(TimeSpan.FromTicks(Math.Max(0, by)));
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; }

        public TimerCallback Callback => callback;

        public object? State => state;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;

                Due = clock._elapsed + dueTime.Ticks;
                clock._timers.Add(this);
            }

            clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
