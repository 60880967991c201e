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
        CandidateSentence = "A call with very many tiny tasks did not end with the right outcomes.", LimitSeconds = TaskRunnerJudge.LimitSeconds, IsLong = true)]
    public async Task Thousands_of_tiny_tasks_are_no_problem()
    {
        const int Count = 2_000;
        var runner = await MakeRunnerAsync(workers: 8);
        var begun = 0;
        var items = Enumerable.Range(0, Count).Select(i => new WorkItem($"{i}", _ =>
        {
            Interlocked.Increment(ref begun);
            return Task.FromResult($"{i} done");
        })).ToList();

        var call = runner.RunAsync(items, CancellationToken.None);

        // Judged by progress: how long two thousand of anything take is for the machine to say. Asking all the time whether
        // the submission is at rest would take more of the processor than the tasks do, so only one that pauses is asked.
        while (!call.IsCompleted)
        {
            var seen = Volatile.Read(ref begun);
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken));
            if (!call.IsCompleted && Volatile.Read(ref begun) == seen)
            {
                await Candidate.UntilAsync(
                    () => call.IsCompleted || Volatile.Read(ref begun) > seen, () => $"Expected {Count} tiny tasks to run; it stopped after {seen}.");
            }
        }

        var outcomes = await call;
        Assert.Equal(Count, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal($"{outcome.Id} done", outcome.Output));
    }
}
