using GradeBench.Contracts.TaskRunner;

namespace TaskRunner;

public sealed class Solution : ITaskRunner
{
    private readonly TaskRunnerOptions _options;
    private long _total;

    public Solution(TaskRunnerOptions options)
    {
        _options = options;
        Workers = options.Workers ?? 10;
    }

    public int Workers { get; }

    public long TotalFinished => _total;

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        // Step 1: start everything
        var all = new List<Task<string>>();
        foreach (var task in tasks)
        {
            all.Add(task.Work(cancellationToken));
        }

        // TODO: limit to _options.Workers (semaphore?)

        // Step 2: wait for everything
        var outputs = await Task.WhenAll(all);

        // Step 3: results
        var outcomes = new List<TaskOutcome>();
        for (var i = 0; i < tasks.Count; i++)
        {
            // TODO duration
            outcomes.Add(new TaskOutcome(tasks[i].Id, true, outputs[i], null, TimeSpan.Zero));
            _total++;
        }

        // TODO errors!! if one of them throws, WhenAll throws and everything is lost
        //      idea: wrap in try/catch, like this

        // try
        // {
        //     var output = await task.Work(cancellationToken);
        // }
        // catch (Exception ex)
        // {
        //     outcomes.Add(new TaskOutcome(task.Id, false, null, ex.Message, ...));
        // }

        return outcomes;
    }

    // Not sure yet who needs this
    private static TaskOutcome Failed(WorkItem item, Exception exception)
    {
        return new TaskOutcome(item.Id, false, null, exception.Message, TimeSpan.Zero);
    }

    public ValueTask DisposeAsync()
    {
        // TODO: cancel what is running and wait for it
        throw new NotImplementedException();
    }
}
