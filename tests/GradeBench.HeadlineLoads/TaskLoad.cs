using GradeBench.Contracts.TaskRunner;
using TaskRunner;

namespace GradeBench.HeadlineLoads;

/// <summary>A thousand tasks of a tenth of a second on eight workers, run by the reference of <c>task-runner</c>.</summary>
internal static class TaskLoad
{
    private const int Workers = 8;
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(100);

    /// <summary>What nobody can beat: every worker busy all the time.</summary>
    public static TimeSpan Ideal(int tasks) => Each * tasks / Workers;

    public static async Task<LoadResult> RunAsync(int tasks)
    {
        await using var runner = new BoundedTaskRunner(new TaskRunnerOptions { Workers = Workers });
        var items = Enumerable.Range(1, tasks).Select(i => new WorkItem($"{i}", async token =>
        {
            await Task.Delay(Each, token);
            return "";
        })).ToList();

        var began = TimeProvider.System.GetTimestamp();
        var outcomes = await runner.RunAsync(items, CancellationToken.None);
        var took = TimeProvider.System.GetElapsedTime(began);
        return outcomes.All(o => o.Succeeded) && runner.TotalFinished == tasks
            ? new LoadResult("task-runner", tasks, took, 0)
            : throw new InvalidOperationException("Not every task succeeded.");
    }
}
