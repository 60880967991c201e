using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>What is said of each task afterwards.</summary>
public sealed class OutcomeTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("outcomes.order", "Gives the outcomes in the order of the tasks",
        CandidateSentence = "When tasks ended in another order than they were given in, the outcomes were not in the order of the tasks.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Outcomes_are_in_the_order_of_the_tasks()
    {
        using var tasks = Candidate.Tasks(6);
        var runner = await MakeRunnerAsync(workers: 6);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.AtRestAsync();
        await Candidate.EndOneByOneAsync(tasks, call, running => running[^1]);
        var outcomes = await Candidate.OutcomesAsync(call);

        Assert.Equal(
            [.. tasks.Items.Select((item, index) => $"{item.Id}: output {index}")], outcomes.Select(outcome => $"{outcome.Id}: {outcome.Output}"));
    }

    [Fact, Behaviour("outcomes.error", "Says why a task failed",
        CandidateSentence = "The outcome of a failed task did not carry the message of the exception it threw, or a successful one carried an error.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_failure_carries_the_message_of_its_exception()
    {
        using var tasks = Candidate.Tasks(3);
        var runner = await MakeRunnerAsync(workers: 3);
        var reason = $"Printer {Candidate.Seed} is out of paper.";

        tasks.Fail(1, new InvalidOperationException(reason));
        tasks.SucceedAll();
        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync(tasks.Items, CancellationToken.None));

        Assert.Equal([null, reason, null], outcomes.ById().Select(outcome => outcome.Error));
    }

    [Fact, Behaviour("outcomes.duration", "Measures how long each task ran, on the clock it was given",
        CandidateSentence = "The duration of a task was not the time it ran on the clock from the options.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Durations_are_measured_on_the_given_clock() =>
        await AssertDurationsAsync(workers: 4, (tasks, index) => tasks.Succeed(index, "done"));

    [Fact, Behaviour("outcomes.waiting", "Leaves the wait for a worker out of the duration",
        CandidateSentence = "The duration of a task included the time it had waited for a worker.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Waiting_for_a_worker_is_not_part_of_the_duration() =>
        await AssertDurationsAsync(workers: 1, (tasks, index) => tasks.Succeed(index, "done"));

    [Fact, Behaviour("outcomes.duration-of-failure", "Measures failed tasks too",
        CandidateSentence = "The duration of a failed task was not the time it ran.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Failed_tasks_have_a_duration() =>
        await AssertDurationsAsync(workers: 4, (tasks, index) => tasks.Fail(index, new InvalidOperationException("no")));

    [Fact, Behaviour("outcomes.repeated-ids", "Treats ids as labels that may repeat",
        CandidateSentence = "When tasks shared an id, they did not each get an outcome of their own.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Tasks_may_share_an_id()
    {
        using var tasks = Candidate.Tasks(4, index => index == 2 ? "other" : "same");
        var runner = await MakeRunnerAsync(workers: 2);

        for (var index = 0; index < 4; index++)
            tasks.Succeed(index, $"output {index}");

        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync(tasks.Items, CancellationToken.None));

        Assert.Equal(
            ["other: output 2", "same: output 0", "same: output 1", "same: output 3"],
            outcomes.Select(outcome => $"{outcome.Id}: {outcome.Output}").Order(StringComparer.Ordinal));
    }

    [Fact, Behaviour("outcomes.no-tasks", "Answers no tasks with no outcomes",
        CandidateSentence = "A call without any tasks did not end with an empty list.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task No_tasks_have_no_outcomes()
    {
        var runner = await MakeRunnerAsync(workers: 2);

        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync([], CancellationToken.None));

        Assert.Empty(outcomes);
    }

    /// <summary>
    /// Compares with what the tasks themselves saw of the clock, so it holds whatever order the runner chose. Each task has
    /// a call of its own: only the end of its call proves that the runner has looked at the clock before it is moved on.
    /// </summary>
    private async Task AssertDurationsAsync(int workers, Action<Workload, int> end)
    {
        using var tasks = Candidate.Tasks(4);
        var runner = await MakeRunnerAsync(workers);
        var calls = tasks.Items.Select(item => runner.RunAsync([item], CancellationToken.None)).ToList();

        for (var ended = 0; ended < 4; ended++)
        {
            await Candidate.UntilAsync(() => tasks.Running > 0, () => $"After {ended} of 4 tasks no other was started.", Task.WhenAll(calls));
            var next = tasks.RunningNow[0];
            Candidate.Clock.Advance(TimeSpan.FromSeconds(1 + ended));
            end(tasks, next);
            await Candidate.EndOfAsync(calls[next], "A call whose task had ended");
        }

        var durations = (await Task.WhenAll(calls)).Select(outcomes => Assert.Single(outcomes).Duration);
        Assert.Equal([.. Enumerable.Range(0, 4).Select(tasks.Duration)], durations);
    }
}
