using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>Whether the total is what the tasks themselves counted.</summary>
public sealed class TotalsTests(Candidate<ITaskRunner> candidate)
{
    [Fact, Behaviour("totals.overlapping-calls", "Counts exactly over calls that overlap",
        CandidateSentence = "After several calls, some of them at the same time, the total was not the number of tasks that had ended.")]
    public async Task The_total_is_exact_over_overlapping_calls()
    {
        using var tasks = candidate.Tasks(120);
        using var later = candidate.Tasks(5);
        var runner = await candidate.RunnerAsync(workers: 4);

        var calls = tasks.Items.Chunk(20).Select(items => runner.RunAsync(items, CancellationToken.None)).ToList();
        await candidate.AtRestAsync();
        tasks.SucceedAll();
        await candidate.EndOfAsync(Task.WhenAll(calls), "One of the overlapping calls of RunAsync");
        Assert.Equal(120, runner.TotalFinished);

        later.SucceedAll();
        await candidate.EndOfAsync(runner.RunAsync(later.Items, CancellationToken.None), "A later call of RunAsync");
        Assert.Equal(125, runner.TotalFinished);
    }

    [Fact, Behaviour("totals.failures", "Counts tasks that failed",
        CandidateSentence = "The total did not include every task that had failed.")]
    public async Task Failed_tasks_count()
    {
        using var tasks = candidate.Tasks(5);
        var runner = await candidate.RunnerAsync(workers: 2);

        tasks.Fail(1, new InvalidOperationException("no"));
        tasks.Fail(4, new TimeoutException("no"));
        tasks.SucceedAll();
        await candidate.EndOfAsync(runner.RunAsync(tasks.Items, CancellationToken.None), "A call with failing tasks");

        Assert.Equal(5, runner.TotalFinished);
    }

    [Fact, Behaviour("totals.cancelled", "Counts tasks of a cancelled call that had been started, and no others",
        CandidateSentence = "After a cancelled call, the total was not the number of tasks that had been started and had ended.")]
    public async Task Started_tasks_of_a_cancelled_call_count()
    {
        using var tasks = candidate.Tasks(6);
        using var cancellation = new CancellationTokenSource();
        var runner = await candidate.RunnerAsync(workers: 2);

        var call = runner.RunAsync(tasks.Items, cancellation.Token);
        await candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.");
        await cancellation.CancelAsync();
        await candidate.AtRestAsync();
        foreach (var index in tasks.RunningNow)
            tasks.Fail(index, new OperationCanceledException("stopped"));

        tasks.SucceedAll();
        await candidate.EndOfAsync(call, "A cancelled call");
        await candidate.AtRestAsync();

        Assert.Equal(tasks.Ended, runner.TotalFinished);
    }
}
