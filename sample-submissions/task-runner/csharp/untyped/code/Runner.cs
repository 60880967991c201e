using System.Collections;
using GradeBench.Contracts.TaskRunner;

public class Runner : ITaskRunner
{
    private dynamic _config;
    private object _sync = new object();
    private Hashtable _state = new Hashtable();
    private dynamic _semaphore;

    public Runner(TaskRunnerOptions options)
    {
        _config = options;
        object workers = GetWorkers(options);
        _state["workers"] = workers;
        _state["total"] = 0L;
        _state["closed"] = false;
        _semaphore = new SemaphoreSlim((int)workers);
    }

    public int Workers => (int)_state["workers"]!;

    public long TotalFinished
    {
        get
        {
            lock (_sync)
            {
                return (long)_state["total"]!;
            }
        }
    }

    private object GetWorkers(dynamic options)
    {
        if (options.Workers == null)
            return Environment.ProcessorCount;
        if (options.Workers < 1)
            throw new ArgumentOutOfRangeException("workers");
        return options.Workers;
    }

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        if ((bool)_state["closed"]!)
            throw new ObjectDisposedException("Runner");

        ArrayList running = new ArrayList();
        foreach (var t in tasks)
        {
            running.Add(RunOne(t, cancellationToken));
        }

        List<TaskOutcome> list = new List<TaskOutcome>();
        foreach (dynamic r in running)
        {
            // r is a Task<object>, inside is a dictionary with the values
            Dictionary<string, object?> d = (Dictionary<string, object?>)await r;
            list.Add(ToOutcome(d));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return list;
    }

    private async Task<object> RunOne(object item, CancellationToken ct)
    {
        dynamic task = item;
        var result = new Dictionary<string, object?>();
        result["id"] = task.Id;
        result["ok"] = false;
        result["duration"] = TimeSpan.Zero;

        try
        {
            await _semaphore.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            result["error"] = "cancelled";
            return result;
        }

        object start = _config.Clock.GetTimestamp();
        try
        {
            result["output"] = await task.Work(ct);
            result["ok"] = true;
        }
        catch (Exception e)
        {
            result["error"] = e.Message;
        }

        result["duration"] = _config.Clock.GetElapsedTime((long)start);
        lock (_sync)
        {
            _state["total"] = (long)_state["total"]! + 1;
        }
        _semaphore.Release();
        return result;
    }

    private TaskOutcome ToOutcome(dynamic d)
    {
        object? output = null;
        object? error = null;
        if (d.ContainsKey("output"))
            output = d["output"];
        if (d.ContainsKey("error"))
            error = d["error"];

        return new TaskOutcome((string)d["id"], (bool)d["ok"], (string?)output, (string?)error, (TimeSpan)d["duration"]);
    }

    public ValueTask DisposeAsync()
    {
        _state["closed"] = true;
        return default;
    }
}
