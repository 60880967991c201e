using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>
/// Tasks whose every step the judge decides and sees: each runs until the test ends it, and what ran when is observed
/// here, not reported by the submission. Disposing ends all that are left, so that nothing of a test outlives it.
/// </summary>
internal sealed class Workload : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Step[] _steps;

    /// <param name="id">The id of each task; by default they differ.</param>
    public Workload(TimeProvider clock, int count, Func<int, string>? id = null)
    {
        _clock = clock;
        _steps = [.. Enumerable.Range(0, count).Select(_ => new Step())];
        Items = [.. _steps.Select((step, index) => new WorkItem(id?.Invoke(index) ?? $"task-{index + 1}", token => RunAsync(step, token)))];
    }

    public IReadOnlyList<WorkItem> Items { get; }

    /// <summary>Tasks running now.</summary>
    public int Running { get; private set; }

    /// <summary>The most tasks that ever ran at the same moment.</summary>
    public int MostRunning { get; private set; }

    public int Started { get; private set; }

    public int Ended { get; private set; }

    /// <summary>Whether every task has ended, once or more often.</summary>
    public bool AllEnded => _steps.All(step => step.Starts > 0 && !step.IsRunning);

    /// <summary>The most often that one task was started.</summary>
    public int MostStartsOfOne => _steps.Max(step => step.Starts);

    /// <summary>Indices of the running tasks, in ascending order.</summary>
    public IReadOnlyList<int> RunningNow
    {
        get
        {
            lock (_gate)
                return [.. Enumerable.Range(0, _steps.Length).Where(index => _steps[index].IsRunning)];
        }
    }

    /// <summary>Whether all running tasks were told to stop through the token they were given.</summary>
    public bool RunningSeeCancellation => RunningNow.All(index => _steps[index].Token.IsCancellationRequested);

    /// <summary>How long the task ran on the test's clock.</summary>
    public TimeSpan Duration(int index) => _clock.GetElapsedTime(_steps[index].StartedAt, _steps[index].EndedAt);

    public void Succeed(int index, string output) => _steps[index].End.TrySetResult(output);

    public void Fail(int index, Exception exception) => _steps[index].End.TrySetException(exception);

    /// <summary>Lets every task succeed, those that start later too, with its own id as the output.</summary>
    public void SucceedAll()
    {
        for (var index = 0; index < _steps.Length; index++)
            Succeed(index, Items[index].Id);
    }

    public void Dispose() => SucceedAll();

    private async Task<string> RunAsync(Step step, CancellationToken token)
    {
        lock (_gate)
        {
            Started++;
            Running++;
            MostRunning = Math.Max(MostRunning, Running);
            step.Starts++;
            step.IsRunning = true;
            step.Token = token;
            step.StartedAt = _clock.GetTimestamp();
        }

        try
        {
            return await step.End.Task;
        }
        finally
        {
            lock (_gate)
            {
                Running--;
                Ended++;
                step.IsRunning = false;
                step.EndedAt = _clock.GetTimestamp();
            }
        }
    }

    private sealed class Step
    {
        // What follows the end runs at once, on the thread that ends it: once that has returned, the submission has been told.
        public TaskCompletionSource<string> End { get; } = new();

        public int Starts { get; set; }

        public bool IsRunning { get; set; }

        public CancellationToken Token { get; set; }

        public long StartedAt { get; set; }

        public long EndedAt { get; set; }
    }
}
