using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>Cancellation of one call: before it, during it and after it.</summary>
public sealed class CancellationTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("cancellation.before", "Runs nothing when it is cancelled beforehand",
        CandidateSentence = "A call whose token was already cancelled started a task, or did not end as cancelled.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_call_cancelled_beforehand_starts_nothing()
    {
        using var tasks = Candidate.Tasks(3);
        var runner = await MakeRunnerAsync(workers: 2);

        var call = runner.RunAsync(tasks.Items, new CancellationToken(canceled: true));
        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A call that was cancelled beforehand");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, tasks.Started);
    }

    [Fact, Behaviour("cancellation.waiting-tasks", "Starts no more tasks once it is cancelled",
        CandidateSentence = "After the call had been cancelled, tasks that had been waiting were started all the same.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Waiting_tasks_are_not_started_any_more()
    {
        using var tasks = Candidate.Tasks(8);
        using var cancellation = new CancellationTokenSource();

        // One worker: while it is busy nothing can be on its way to being started.
        var (_, call) = await CancelWhileRunningAsync(tasks, workers: 1, cancellation);
        var started = tasks.Started;

        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A cancelled call");
        await Candidate.AtRestAsync();

        Assert.Equal(started, tasks.Started);
    }

    [Fact, Behaviour("cancellation.running-tasks", "Tells running tasks that they are cancelled",
        CandidateSentence = "Tasks that were running when the call was cancelled did not see it through the token they had been given.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Running_tasks_see_the_cancellation()
    {
        using var tasks = Candidate.Tasks(6);
        using var cancellation = new CancellationTokenSource();
        await CancelWhileRunningAsync(tasks, workers: 2, cancellation);

        await Candidate.UntilAsync(() => tasks.RunningSeeCancellation, () => "Expected the tokens of the running tasks to be cancelled; they were not.");
    }

    [Fact, Behaviour("cancellation.ends-the-call", "Ends a cancelled call with an OperationCanceledException",
        CandidateSentence = "A call that was cancelled while tasks were running did not end with an OperationCanceledException.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var tasks = Candidate.Tasks(6);
        using var cancellation = new CancellationTokenSource();
        var (_, call) = await CancelWhileRunningAsync(tasks, workers: 2, cancellation);

        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A cancelled call");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact, Behaviour("cancellation.waits-for-running", "Leaves no task running behind a cancelled call",
        CandidateSentence = "A cancelled call ended while tasks of it were still running.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_cancelled_call_ends_after_its_running_tasks()
    {
        using var tasks = Candidate.Tasks(6);
        using var cancellation = new CancellationTokenSource();
        var (_, call) = await CancelWhileRunningAsync(tasks, workers: 2, cancellation);

        Assert.False(await Candidate.EndsByItselfAsync(call), $"Expected the call to wait for its running tasks; it ended while {tasks.Running} were running.");

        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A cancelled call whose tasks have ended");
    }

    [Fact, Behaviour("cancellation.other-calls", "Cancels no other call",
        CandidateSentence = "Cancelling one call disturbed another.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Cancelling_one_call_leaves_the_others_alone()
    {
        using var tasks = Candidate.Tasks(6);
        using var others = Candidate.Tasks(3);
        using var cancellation = new CancellationTokenSource();
        var runner = await MakeRunnerAsync(workers: 4);

        var call = runner.RunAsync(tasks.Items, cancellation.Token);
        var other = runner.RunAsync(others.Items, CancellationToken.None);
        await Candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.", call);
        await cancellation.CancelAsync();
        await Candidate.AtRestAsync();
        var disturbed = others.Running > 0 && others.RunningSeeCancellation;
        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A cancelled call");
        await Candidate.AtRestAsync();
        others.SucceedAll();
        var outcomes = await Candidate.OutcomesAsync(other);

        Assert.False(disturbed, "Expected the tasks of another call to run on; they were told to stop.");
        Assert.Equal([true, true, true], outcomes.Select(outcome => outcome.Succeeded));
    }

    [Fact, Behaviour("cancellation.runner-still-works", "Works as before after a cancelled call",
        CandidateSentence = "After a cancelled call the runner did not work as before, with as many tasks at the same time.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task After_a_cancelled_call_the_runner_works_as_before()
    {
        using var cancelled = Candidate.Tasks(6);
        using var tasks = Candidate.Tasks(5);
        using var cancellation = new CancellationTokenSource();
        var (runner, stopped) = await CancelWhileRunningAsync(cancelled, workers: 2, cancellation);
        var usual = cancelled.MostRunning;

        cancelled.SucceedAll();
        await Candidate.EndOfAsync(stopped, "A cancelled call");
        var call = runner.RunAsync(tasks.Items, CancellationToken.None);

        await Candidate.UntilAsync(
            () => tasks.Running >= usual, () => $"Expected {usual} tasks at once after a cancelled call, as before; received {tasks.Running}.", call);
        tasks.SucceedAll();
        var outcomes = await Candidate.OutcomesAsync(call);
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded));
    }

    [Fact, Behaviour("cancellation.after", "Is not affected by a cancellation after the call",
        CandidateSentence = "Cancelling the token of a call that had already ended disturbed later calls.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_cancellation_after_the_call_changes_nothing()
    {
        using var first = Candidate.Tasks(3);
        using var second = Candidate.Tasks(3);
        using var cancellation = new CancellationTokenSource();
        var runner = await MakeRunnerAsync(workers: 2);
        first.SucceedAll();
        second.SucceedAll();

        await Candidate.OutcomesAsync(runner.RunAsync(first.Items, cancellation.Token));
        await cancellation.CancelAsync();
        await Candidate.AtRestAsync();
        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync(second.Items, CancellationToken.None));

        Assert.Equal([true, true, true], outcomes.Select(outcome => outcome.Succeeded));
    }

    /// <summary>Cancels a call while some of its tasks run and others wait; the running ones go on until the test ends them.</summary>
    private async Task<(ITaskRunner Runner, Task<IReadOnlyList<TaskOutcome>> Call)> CancelWhileRunningAsync(
        Workload tasks, int workers, CancellationTokenSource cancellation)
    {
        var runner = await MakeRunnerAsync(workers);

        var call = runner.RunAsync(tasks.Items, cancellation.Token);
        await Candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.", call);
        await cancellation.CancelAsync();
        await Candidate.AtRestAsync();

        return (runner, call);
    }
}
