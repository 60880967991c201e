using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>What a failing task does to the others: nothing.</summary>
public sealed class FailureTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("failures.isolated", "A failing task leaves the others alone",
        CandidateSentence = "When some tasks failed, the call did not end with a failure for each of them and a success for every other.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_failing_task_does_not_stop_the_others()
    {
        using var tasks = Candidate.Tasks(6);
        var runner = await MakeRunnerAsync(workers: 3);

        tasks.Fail(0, new InvalidOperationException("no"));
        tasks.Fail(3, new HttpRequestException("no"));
        tasks.SucceedAll();
        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync(tasks.Items, CancellationToken.None));

        Assert.Equal([false, true, true, false, true, true], outcomes.ById().Select(outcome => outcome.Succeeded));
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Null(outcome.Output));
    }

    [Fact, Behaviour("failures.own-cancellation", "A task that cancels itself is a failing task, not a cancelled call",
        CandidateSentence = "A task ended with a cancellation that nobody had asked for, and the call did not treat it as a failure of that task.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_cancellation_of_the_tasks_own_is_a_failure()
    {
        using var tasks = Candidate.Tasks(4);
        var runner = await MakeRunnerAsync(workers: 2);

        tasks.Fail(1, new OperationCanceledException("The other side hung up."));
        tasks.SucceedAll();
        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync(tasks.Items, CancellationToken.None));

        Assert.Equal([true, false, true, true], outcomes.ById().Select(outcome => outcome.Succeeded));
    }

    [Fact, Behaviour("failures.keep-workers", "A failing task gives its worker back",
        CandidateSentence = "After tasks had failed, the runner could no longer run as many tasks as before.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Failures_cost_no_worker()
    {
        using var failing = Candidate.Tasks(7);
        using var tasks = Candidate.Tasks(3);
        var runner = await MakeRunnerAsync(workers: 3);
        var usual = await MostAtOnceAsync(runner);

        foreach (var index in Enumerable.Range(0, 7))
            failing.Fail(index, new InvalidOperationException("no"));

        await Candidate.EndOfAsync(runner.RunAsync(failing.Items, CancellationToken.None), "A call whose tasks all fail");
        var call = runner.RunAsync(tasks.Items, CancellationToken.None);

        await Candidate.UntilAsync(
            () => tasks.Running >= usual, () => $"Expected {usual} tasks at once after failures, as before; received {tasks.Running}.", call);
    }

    [Fact, Behaviour("failures.not-repeated", "Runs a failing task once",
        CandidateSentence = "A task that had failed was run again.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_failing_task_is_not_tried_again()
    {
        using var tasks = Candidate.Tasks(3);
        var runner = await MakeRunnerAsync(workers: 2);

        tasks.Fail(1, new HttpRequestException("no"));
        tasks.SucceedAll();
        await Candidate.EndOfAsync(runner.RunAsync(tasks.Items, CancellationToken.None), "A call with a failing task");

        Assert.Equal(1, tasks.MostStartsOfOne);
    }

    private async Task<int> MostAtOnceAsync(ITaskRunner runner)
    {
        using var tasks = Candidate.Tasks(3);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.AtRestAsync();
        tasks.SucceedAll();
        await Candidate.OutcomesAsync(call);

        return tasks.MostRunning;
    }
}
