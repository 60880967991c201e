namespace GradeBench.Sandbox.Pooling;

/// <summary>Work that is under way, so that it can be counted and waited for.</summary>
/// <param name="gate">Guards the list; held while <paramref name="finished"/> is called.</param>
/// <param name="finished">Called after each piece of work, which then no longer counts.</param>
internal sealed class BackgroundTasks(Lock gate, Action finished)
{
    private readonly HashSet<Task> _tasks = [];

    /// <summary>To be asked with the gate held.</summary>
    public int Count => _tasks.Count;

    /// <summary>To be called with the gate held; the work itself runs without it.</summary>
    public void Run(Func<Task> work)
    {
        // Not started before it is listed, or it could finish first.
        var start = new Task<Task>(work);
        var whole = start.Unwrap();
        _tasks.Add(whole);
        _ = whole.ContinueWith(Finish, TaskScheduler.Default);
        start.Start(TaskScheduler.Default);
    }

    public Task WhenAllAsync()
    {
        lock (gate)
        {
            return Task.WhenAll(_tasks);
        }
    }

    private void Finish(Task task)
    {
        lock (gate)
        {
            _tasks.Remove(task);
            finished();
        }
    }
}
