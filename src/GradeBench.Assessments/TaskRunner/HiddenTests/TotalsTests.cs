using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>Whether the total is what the tasks themselves counted.</summary>
public sealed class TotalsTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("totals.overlapping-calls", "Counts exactly over calls that overlap",
        CandidateSentence = "After several calls, some of them at the same time, the total was not the number of tasks that had ended.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task The_total_is_exact_over_overlapping_calls()
    {
        using var tasks = Candidate.Tasks(120);
        using var later = Candidate.Tasks(5);
        var runner = await MakeRunnerAsync(workers: 4);

        var calls = tasks.Items.Chunk(20).Select(items => runner.RunAsync(items, CancellationToken.None)).ToList();
        await Candidate.AtRestAsync();

        // They overlap, but end one after the other: whether two increments collide is chance, which must decide nothing here,
        // and whether they can is seen in the code.
        foreach (var call in tasks.Items.Select((item, index) => (item.Id, Index: index)).Chunk(20))
        {
            foreach (var (id, index) in call) tasks.Succeed(index, id);
            await Candidate.AtRestAsync();
        }

        await Candidate.EndOfAsync(Task.WhenAll(calls), "One of the overlapping calls of RunAsync");
        Assert.Equal(120, runner.TotalFinished);

        later.SucceedAll();
        await Candidate.EndOfAsync(runner.RunAsync(later.Items, CancellationToken.None), "A later call of RunAsync");
        Assert.Equal(125, runner.TotalFinished);
    }

    [Fact, Behaviour("totals.failures", "Counts tasks that failed",
        CandidateSentence = "The total did not include every task that had failed.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Failed_tasks_count()
    {
        using var tasks = Candidate.Tasks(5);
        var runner = await MakeRunnerAsync(workers: 2);

        tasks.Fail(1, new InvalidOperationException("no"));
        tasks.Fail(4, new TimeoutException("no"));
        tasks.SucceedAll();
        await Candidate.EndOfAsync(runner.RunAsync(tasks.Items, CancellationToken.None), "A call with failing tasks");

        Assert.Equal(5, runner.TotalFinished);
    }

    [Fact, Behaviour("totals.cancelled", "Counts tasks of a cancelled call that had been started, and no others",
        CandidateSentence = "After a cancelled call, the total was not the number of tasks that had been started and had ended.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Started_tasks_of_a_cancelled_call_count()
    {
        using var tasks = Candidate.Tasks(6);
        using var cancellation = new CancellationTokenSource();
        var runner = await MakeRunnerAsync(workers: 2);

        var call = runner.RunAsync(tasks.Items, cancellation.Token);
        await Candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.", call);
        await cancellation.CancelAsync();
        await Candidate.AtRestAsync();
        foreach (var index in tasks.RunningNow)
            tasks.Fail(index, new OperationCanceledException("stopped"));

        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A cancelled call");

        // A call that does not wait for its tasks may be ahead of its total; that is for another test to hold against it.
        await Candidate.UntilAsync(
            () => runner.TotalFinished == tasks.Ended, () => $"Expected a total of {tasks.Ended}; received {runner.TotalFinished}.");
    }
}
