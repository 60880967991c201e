using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>The number of workers: given, left out, or senseless.</summary>
public sealed class OptionsTests(Candidate<ITaskRunner> candidate) : RunnerMaking(candidate)
{
    [Fact, Behaviour("options.workers", "Has the workers it was asked for, or one per processor core",
        CandidateSentence = "The runner did not say the number of workers it was given, or without one the number of processor cores.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Workers_are_as_given_or_one_per_core()
    {
        var given = await MakeRunnerAsync(workers: 7);
        var usual = await MakeRunnerAsync(workers: null);

        Assert.Equal(7, given.Workers);
        Assert.Equal(TaskRunnerPack.Limits.Cores, usual.Workers);
    }

    [Fact, Behaviour("options.too-few-workers", "Refuses to be made with fewer than one worker",
        CandidateSentence = "A runner with fewer than one worker was not refused with an ArgumentOutOfRangeException.", LimitSeconds = TaskRunnerJudge.LimitSeconds)]
    public async Task Fewer_than_one_worker_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => MakeRunnerAsync(workers: 0));
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => MakeRunnerAsync(workers: -1));
    }
}
