using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>How many tasks run at once, counted by the tasks themselves.</summary>
public sealed class BoundTests(Candidate<ITaskRunner> candidate)
{
    [Fact, Behaviour("bound.workers", "Never runs more tasks at once than it has workers",
        CandidateSentence = "More tasks ran at the same time than the runner has workers.")]
    public async Task No_more_tasks_run_at_once_than_there_are_workers()
    {
        using var tasks = candidate.Tasks(12);
        var runner = await candidate.RunnerAsync(workers: 3);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await candidate.AtRestAsync();
        await candidate.EndOneByOneAsync(tasks, running => running[0]);
        await candidate.EndOfAsync(call, "The call of RunAsync");

        AssertBound(3, tasks);
    }

    [Fact, Behaviour("bound.overlapping", "Keeps the bound over calls that overlap",
        CandidateSentence = "When several calls overlapped, more tasks ran at the same time than the runner has workers.")]
    public async Task Overlapping_calls_share_the_workers()
    {
        using var tasks = candidate.Tasks(12);
        var runner = await candidate.RunnerAsync(workers: 3);

        var calls = tasks.Items.Chunk(4).Select(items => runner.RunAsync(items, CancellationToken.None)).ToList();
        await candidate.AtRestAsync();
        await candidate.EndOneByOneAsync(tasks, running => running[^1]);
        await candidate.EndOfAsync(Task.WhenAll(calls), "One of the overlapping calls of RunAsync");

        AssertBound(3, tasks);
    }

    [Fact, Behaviour("bound.after-trouble", "Keeps the bound after failures and cancellations",
        CandidateSentence = "After tasks had failed or a call had been cancelled, more tasks ran at the same time than the runner has workers.")]
    public async Task Failures_and_cancellations_do_not_make_workers()
    {
        using var failing = candidate.Tasks(4);
        using var cancelled = candidate.Tasks(5);
        using var tasks = candidate.Tasks(8);
        using var cancellation = new CancellationTokenSource();
        var runner = await candidate.RunnerAsync(workers: 2);

        failing.Fail(1, new InvalidOperationException("no"));
        failing.SucceedAll();
        await candidate.EndOfAsync(runner.RunAsync(failing.Items, CancellationToken.None), "A call with a failing task");

        var stopped = runner.RunAsync(cancelled.Items, cancellation.Token);
        await candidate.AtRestAsync();
        await cancellation.CancelAsync();
        await candidate.AtRestAsync();
        cancelled.SucceedAll();
        await candidate.EndOfAsync(stopped, "A cancelled call");

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await candidate.AtRestAsync();
        tasks.SucceedAll();
        await candidate.EndOfAsync(call, "A call after a cancelled one");

        AssertBound(2, tasks);
    }

    private static void AssertBound(int workers, Workload tasks) =>
        Assert.True(tasks.MostRunning <= workers, $"Expected at most {workers} tasks at once; received {tasks.MostRunning}.");
}
