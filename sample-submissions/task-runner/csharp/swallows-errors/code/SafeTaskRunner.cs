using GradeBench.Contracts.TaskRunner;

namespace SafeRunner;

// "Safe" because it never throws :)
public class SafeTaskRunner : ITaskRunner
{
    private SemaphoreSlim _semaphore;
    private TaskRunnerOptions _options;
    private int _finished = 0;

    public SafeTaskRunner(TaskRunnerOptions options)
    {
        _options = options;

        // make sure we always have a valid number of workers
        int workers = options.Workers ?? 0;
        if (workers <= 0)
        {
            workers = Environment.ProcessorCount;
        }

        Workers = workers;
        _semaphore = new SemaphoreSlim(workers);
    }

    public int Workers { get; set; }

    public long TotalFinished
    {
        get { return _finished; }
    }

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        var results = new List<TaskOutcome>();

        try
        {
            var running = new List<Task<TaskOutcome>>();

            foreach (var task in tasks)
            {
                running.Add(RunOne(task, cancellationToken));
            }

            results.AddRange(await Task.WhenAll(running));
        }
        catch (Exception ex)
        {
            Console.WriteLine("Something went wrong: " + ex.Message);
        }

        return results;
    }

    private async Task<TaskOutcome> RunOne(WorkItem task, CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync();

        var start = _options.Clock.GetTimestamp();

        try
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return new TaskOutcome(task.Id, false, null, "Cancelled", TimeSpan.Zero);
            }

            string output = "";

            try
            {
                output = await task.Work(cancellationToken);
            }
            catch
            {
                // ignore, the task just has no output then
            }

            Interlocked.Increment(ref _finished);

            bool success = output != "";
            return new TaskOutcome(task.Id, success, output, success ? null : "Task failed", _options.Clock.GetElapsedTime(start));
        }
        finally
        {
            _semaphore.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _semaphore.Dispose();
        }
        catch (Exception)
        {
        }
    }
}
