using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>Whether the workers are put to use.</summary>
public sealed class WorkersTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("workers.all-used", "Uses all its workers at the same time",
        CandidateSentence = "Although there was enough to do, fewer tasks ran at the same time than the runner has workers.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Every_worker_has_a_task_when_there_are_enough()
    {
        using var tasks = Candidate.Tasks(10);
        var runner = await MakeRunnerAsync(workers: 4);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);

        await Candidate.UntilAsync(() => tasks.Running >= 4, () => $"Expected 4 tasks at once; received {tasks.Running}.", call);
    }

    [Fact, Behaviour("workers.slow-tasks", "Lets no slow task hold up the others",
        CandidateSentence = "While one slow task was running, free workers did not take the tasks that were still waiting.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task A_slow_task_holds_up_nobody()
    {
        using var tasks = Candidate.Tasks(12);
        var runner = await MakeRunnerAsync(workers: 3);

        for (var index = 1; index < 12; index++)
            tasks.Succeed(index, "fast");

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);

        await Candidate.UntilAsync(
            () => tasks.Ended >= 11, () => $"Expected 11 fast tasks to end beside a slow one; received {tasks.Ended}.", call);
    }

    [Fact, Behaviour("workers.tiny-tasks", "Gets through thousands of tiny tasks",
        CandidateSentence = "A call with very many tiny tasks did not end with the right outcomes.", IsLong = true, LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Thousands_of_tiny_tasks_are_no_problem()
    {
        // Their answers are known beforehand and cross with them: what many tasks need of the runner is what is tried here,
        // not two thousand messages about them. What runs when, and how often, is seen by the tests with fewer tasks.
        const int Count = 2_000;
        var runner = await MakeRunnerAsync(workers: 8);
        var answers = Enumerable.Range(0, Count).ToDictionary(i => $"{i}", _ => $"{Guid.NewGuid()}");
        var items = answers.Select(answer => new WorkItem(answer.Key, KnownWork.Returning(answer.Value))).ToList();

        var outcomes = await Candidate.OutcomesAsync(runner.RunAsync(items, CancellationToken.None));

        Assert.Equal(Count, outcomes.Count);
        var right = outcomes.Count(outcome => answers.TryGetValue(outcome.Id, out var answer) && outcome.Output == answer);
        Assert.True(right == Count, $"Expected {Count} outcomes with what their task returned; received {right}.");
    }
}
