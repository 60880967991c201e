using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>What it costs the runner that tasks wait: no processor time and no threads.</summary>
public sealed class WaitingTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    // More than the threads of the submission's pool, which gets no more when they are blocked, and fewer than the threads it may have.
    private const int Many = 40;

    [Fact, Behaviour("waiting.idle", "Uses no processor time while its tasks wait",
        CandidateSentence = "While all running tasks were waiting, the runner kept a processor busy.", IsLong = true, LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Waiting_for_a_worker_costs_no_processor_time()
    {
        using var tasks = Candidate.Tasks(8);
        var runner = await MakeRunnerAsync(workers: 2);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);
        await Candidate.UntilAsync(() => tasks.Running > 0, () => "No task was started.", call);

        Assert.True(await IsEverQuietAsync(), "Expected next to no processor time while tasks wait; received a process that never came to rest.");
    }

    [Fact, Behaviour("waiting.many-tasks", "Blocks no threads while tasks wait",
        CandidateSentence = "With very many workers, tasks that were waiting kept other tasks from starting, as they do when each blocks a thread.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Dozens_of_tasks_can_wait_at_once()
    {
        using var tasks = Candidate.Tasks(Many);
        var runner = await MakeRunnerAsync(Many);

        var call = runner.RunAsync(tasks.Items, CancellationToken.None);

        await Candidate.UntilAsync(
            () => tasks.Running >= Many, () => $"Expected {Many} tasks to wait at once; received {tasks.Running}.", call);
    }

    [Fact, Behaviour("waiting.many-calls", "Blocks no threads while calls wait",
        CandidateSentence = "Very many calls at the same time kept each other from starting, as they do when each blocks the thread it was called on.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Dozens_of_calls_can_wait_at_once()
    {
        using var tasks = Candidate.Tasks(Many);
        var runner = await MakeRunnerAsync(Many);

        var calls = tasks.Items.Select(item => runner.RunAsync([item], CancellationToken.None)).ToList();

        await Candidate.UntilAsync(
            () => tasks.Running >= Many, () => $"Expected {Many} calls to wait at once; received {tasks.Running}.", Task.WhenAll(calls));
        tasks.SucceedAll();
        await Candidate.EndOfAsync(Task.WhenAll(calls), "One of the waiting calls of RunAsync");
    }

    /// <summary>
    /// Looks at the processor time of the submission's process, measured from outside, and is content with two quiet
    /// moments in a row. Whoever only still tidies up soon has them; whoever spins uses up the allowance instead. An
    /// allowance of processor time and not of seconds, because on a busy machine tidying up takes long.
    /// </summary>
    private async Task<bool> IsEverQuietAsync()
    {
        const double QuietShare = 0.03;
        var allowance = TimeSpan.FromSeconds(1);
        var begin = Candidate.ReadCpuTime();
        var quiet = 0;

        while (Candidate.ReadCpuTime() - begin < allowance)
        {
            // Blocked threads burn nothing; they are for the other tests to find. Whoever does not come to rest is looked at
            // for longer: one that spins may get no turn for a moment on a busy machine, but not for half a second. Processor
            // time is exact to the microsecond, so for one at rest moments are long enough to catch it polling.
            var window = await Candidate.AtRestAsync() == Rest.Idle ? TimeSpan.FromMilliseconds(12) : TimeSpan.FromMilliseconds(500);

            var (before, start) = (Candidate.ReadCpuTime(), TimeProvider.System.GetTimestamp());
            await Task.Delay(window, TimeProvider.System, TestContext.Current.CancellationToken);

            var used = Candidate.ReadCpuTime() - before;
            quiet = used < QuietShare * TimeProvider.System.GetElapsedTime(start) ? quiet + 1 : 0;
            if (quiet == 2)
                return true;
        }

        return false;
    }
}
