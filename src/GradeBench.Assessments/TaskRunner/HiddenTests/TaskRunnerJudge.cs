using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>What the hidden tests of this pack share.</summary>
internal static class TaskRunnerJudge
{
    /// <summary>For a submission that answers nothing any more; all other waits end earlier.</summary>
    public const int LimitSeconds = 30;

    public static Workload Tasks(this Candidate<ITaskRunner> candidate, int count, Func<int, string>? id = null) =>
        new(candidate.Clock, count, id);

    /// <summary>The outcomes of a call that must succeed.</summary>
    public static async Task<IReadOnlyList<TaskOutcome>> OutcomesAsync(
        this Candidate<ITaskRunner> candidate, Task<IReadOnlyList<TaskOutcome>> call)
    {
        await candidate.EndOfAsync(call, "The call of RunAsync");
        return await call;
    }

    /// <summary>Sorted by id: whether the order is right is for one test to decide, not for all.</summary>
    public static IEnumerable<TaskOutcome> ById(this IEnumerable<TaskOutcome> outcomes) =>
        outcomes.OrderBy(outcome => outcome.Id, StringComparer.Ordinal);

    /// <summary>
    /// Lets the running tasks succeed one after the other until all have, with <c>output</c> and their number as output.
    /// Which of them is next is for <paramref name="choose"/> to say.
    /// </summary>
    public static async Task EndOneByOneAsync(
        this Candidate<ITaskRunner> candidate, Workload tasks, Task call, Func<IReadOnlyList<int>, int> choose)
    {
        while (!tasks.AllEnded)
        {
            await candidate.UntilAsync(
                () => tasks.Running > 0, () => $"After {tasks.Ended} of {tasks.Items.Count} tasks no other was started.", call);
            var next = choose(tasks.RunningNow);
            tasks.Succeed(next, $"output {next}");
        }
    }
}
