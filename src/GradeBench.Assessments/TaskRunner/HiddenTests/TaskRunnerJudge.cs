using GradeBench.Assessments.Judge;
using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>
/// What the hidden tests of this pack share. Its one principle: a wait that may decide against a submission is generous,
/// and stretches when the machine is busy; a wait that may decide in its favour ends when the submission is at rest. So
/// no verdict against a submission depends on how fast anything ran.
/// </summary>
internal static class TaskRunnerJudge
{
    // Together at least a second and a half for something that takes a correct submission a few milliseconds.
    private const int Rounds = 75;
    private const int BlockedRounds = 3;
    private static readonly TimeSpan RoundPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Movement = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan BlockedFor = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Spinning = TimeSpan.FromMilliseconds(400);

    public static Workload Tasks(this Candidate<ITaskRunner> candidate, int count, Func<int, string>? id = null) =>
        new(candidate.Clock, count, id);

    /// <summary>
    /// Gives the submission time to do whatever it can do by itself now: until it is at rest, blocked, or has had so much
    /// processor time that it must be spinning. Processor time, because on a busy machine wall time says nothing.
    /// </summary>
    /// <returns>False when it is blocked: some of its threads wait, and nothing moves.</returns>
    public static async Task<bool> AtRestAsync(this Candidate<ITaskRunner> candidate)
    {
        var start = candidate.ReadUsage().CpuTime;
        var (moved, movedAt) = (start, TimeProvider.System.GetTimestamp());

        while (!await candidate.Clock.SettleAsync())
        {
            var now = candidate.ReadUsage().CpuTime;
            if (now - start > Spinning)
                break;

            if (now - moved > Movement)
                (moved, movedAt) = (now, TimeProvider.System.GetTimestamp());
            else if (TimeProvider.System.GetElapsedTime(movedAt) > BlockedFor)
                return false;
        }

        return true;
    }

    /// <summary>Waits for what a correct submission brings about, or fails the test with <paramref name="otherwise"/>.</summary>
    /// <param name="call">What should bring it about; once it has ended there is nothing to wait for.</param>
    public static async Task UntilAsync(
        this Candidate<ITaskRunner> candidate, Func<bool> condition, Func<string> otherwise, Task? call = null)
    {
        var reason = "";
        var blocked = 0;

        for (var round = 0; round < Rounds; round++)
        {
            // Every round takes an answer of the submission's process: on a busy machine rounds get longer, not scarcer.
            var ended = call is { IsCompleted: true };
            var moves = await candidate.AtRestAsync();
            if (condition())
                return;

            if (ended)
            {
                reason = call!.Exception is { InnerException: { } thrown } ? $" The call had ended with {thrown.GetType().Name}: {thrown.Message}" : " The call had ended.";
                break;
            }

            // The thread pool adds threads for ever to one whose threads are blocked; that is not what a test waits for.
            blocked = moves ? 0 : blocked + 1;
            if (blocked == BlockedRounds)
                break;

            await Task.Delay(RoundPause, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail(otherwise() + reason);
    }

    /// <summary>Waits until a call or a disposal has ended, in whatever way.</summary>
    public static Task EndOfAsync(this Candidate<ITaskRunner> candidate, Task ending, string what) =>
        candidate.UntilAsync(() => ending.IsCompleted, () => $"{what} did not end.");

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
            await candidate.AtRestAsync();
        }
    }
}
