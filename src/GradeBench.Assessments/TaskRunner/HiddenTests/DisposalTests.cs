using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>Disposal, with and without work under way.</summary>
public sealed class DisposalTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("disposal.stops-calls", "Stops open calls when it is disposed",
        CandidateSentence = "When the runner was disposed during a call, waiting tasks were started, running ones were not told to stop, or the call did not end as cancelled.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Disposal_stops_open_calls()
    {
        using var tasks = Candidate.Tasks(6);

        // One worker: while it is busy nothing can be on its way to being started.
        var runner = await MakeRunnerAsync(workers: 1);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.", call);
        await Candidate.AtRestAsync();
        var started = tasks.Started;
        _ = runner.DisposeAsync().AsTask();

        await Candidate.UntilAsync(() => tasks.RunningSeeCancellation, () => "Expected disposal to cancel the tokens of the running tasks; they were not.");
        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "The call that was open when the runner was disposed");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(started, tasks.Started);
    }

    [Fact, Behaviour("disposal.waits-for-running", "Is disposed only when its last task has ended",
        CandidateSentence = "Disposing ended while tasks were still running, or did not end after them.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Disposal_waits_for_running_tasks()
    {
        using var tasks = Candidate.Tasks(2);
        var runner = await MakeRunnerAsync(workers: 2);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.", call);
        var disposal = runner.DisposeAsync().AsTask();
        Assert.False(await Candidate.EndsByItselfAsync(disposal), $"Expected disposal to wait for the running tasks; it ended while {tasks.Running} were running.");

        tasks.SucceedAll();
        await Candidate.EndOfAsync(disposal, "Disposal, although all tasks had ended,");
        await disposal;
    }

    [Fact, Behaviour("disposal.refuses-calls", "Refuses calls after it was disposed",
        CandidateSentence = "A call after disposal did not end with an ObjectDisposedException.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_call_after_disposal_is_refused()
    {
        using var tasks = Candidate.Tasks(2);
        var runner = await MakeRunnerAsync(workers: 2);
        tasks.SucceedAll();

        await Candidate.EndOfAsync(runner.DisposeAsync().AsTask(), "Disposal of an idle runner");
        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.EndOfAsync(call, "A call after disposal");

        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => call);
        Assert.Equal(0, tasks.Started);
    }

    [Fact, Behaviour("disposal.twice", "Can be disposed again",
        CandidateSentence = "Disposing a second time was not harmless.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Disposing_again_does_nothing()
    {
        using var tasks = Candidate.Tasks(2);
        var runner = await MakeRunnerAsync(workers: 2);
        tasks.SucceedAll();

        await Candidate.OutcomesAsync(runner.RunAsync(tasks.Items, CancellationToken.None));
        await runner.DisposeAsync().AsTask().WaitAsync(TestContext.Current.CancellationToken);
        await runner.DisposeAsync().AsTask().WaitAsync(TestContext.Current.CancellationToken);
    }
}
