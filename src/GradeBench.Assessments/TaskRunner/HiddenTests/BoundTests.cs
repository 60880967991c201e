using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>How many tasks run at once, counted by the tasks themselves.</summary>
public sealed class BoundTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("bound.workers", "Never runs more tasks at once than it has workers",
        CandidateSentence = "More tasks ran at the same time than the runner has workers.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task No_more_tasks_run_at_once_than_there_are_workers()
    {
        using var tasks = Candidate.Tasks(12);
        var runner = await MakeRunnerAsync(workers: 3);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.AtRestAsync();
        await Candidate.EndOneByOneAsync(tasks, call, running => running[0]);
        await Candidate.EndOfAsync(call, "The call of RunAsync");

        AssertBound(3, tasks);
    }

    [Fact, Behaviour("bound.overlapping", "Keeps the bound over calls that overlap",
        CandidateSentence = "When several calls overlapped, more tasks ran at the same time than the runner has workers.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Overlapping_calls_share_the_workers()
    {
        using var tasks = Candidate.Tasks(12);
        var runner = await MakeRunnerAsync(workers: 3);

        var calls = tasks.Items.Chunk(4).Select(items => runner.RunAsync(items, CancellationToken.None)).ToList();
        await Candidate.AtRestAsync();
        await Candidate.EndOneByOneAsync(tasks, Task.WhenAll(calls), running => running[^1]);
        await Candidate.EndOfAsync(Task.WhenAll(calls), "One of the overlapping calls of RunAsync");

        AssertBound(3, tasks);
    }

    [Fact, Behaviour("bound.after-trouble", "Keeps the bound after failures and cancellations",
        CandidateSentence = "After tasks had failed or a call had been cancelled, more tasks ran at the same time than the runner has workers.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Failures_and_cancellations_do_not_make_workers()
    {
        using var failing = Candidate.Tasks(4);
        using var cancelled = Candidate.Tasks(5);
        using var tasks = Candidate.Tasks(8);
        using var cancellation = new CancellationTokenSource();
        var runner = await MakeRunnerAsync(workers: 2);

        failing.Fail(1, new InvalidOperationException("no"));
        failing.SucceedAll();
        await Candidate.EndOfAsync(runner.RunAsync(failing.Items, CancellationToken.None), "A call with a failing task");

        var stopped = runner.RunAsync(cancelled.Items, cancellation.Token);
        await Candidate.AtRestAsync();
        await cancellation.CancelAsync();
        await Candidate.AtRestAsync();
        cancelled.SucceedAll();
        await Candidate.EndOfAsync(stopped, "A cancelled call");

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.AtRestAsync();
        tasks.SucceedAll();
        await Candidate.EndOfAsync(call, "A call after a cancelled one");

        AssertBound(2, tasks);
    }

    private static void AssertBound(int workers, Workload tasks)
    {
        Assert.True(tasks.AllEnded, $"Expected all {tasks.Items.Count} tasks to run; {tasks.Started} did.");
        Assert.True(tasks.MostRunning <= workers, $"Expected at most {workers} tasks at once; received {tasks.MostRunning}.");
    }
}
