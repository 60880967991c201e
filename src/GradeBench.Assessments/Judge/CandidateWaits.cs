namespace GradeBench.Assessments.Judge;

/// <summary>
/// How hidden tests wait for a submission. The one principle: a wait that may decide against a submission is generous, and
/// stretches when the machine is busy; a wait that may decide in its favour ends when the submission is at rest. So no
/// verdict against a submission depends on how fast anything ran.
/// </summary>
public static class CandidateWaits
{
    // Rounds in which an idle submission does nothing: together at least a second, where a correct one takes milliseconds.
    private const int IdleRounds = 55;
    private const int BlockedRounds = 6;
    private const int MaxRounds = 150;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AskPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan BlockedFor = TimeSpan.FromMilliseconds(500);

    // Processor time of the submission's process: next to none in a round, what being asked for rest costs it by itself
    // while it is blocked, and more than any rest or any wait can need.
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SpinningFor = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WaitAllowance = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Gives the submission time to do whatever it can do by itself now: until it is at rest, blocked, or has had so much
    /// processor time that it must be spinning. Processor time, because on a busy machine wall time says nothing.
    /// </summary>
    public static async Task<Rest> AtRestAsync<T>(this Candidate<T> candidate)
        where T : class
    {
        var start = candidate.ReadCpuTime();

        while (true)
        {
            var (before, since) = (candidate.ReadCpuTime(), TimeProvider.System.GetTimestamp());
            do
            {
                if (await candidate.Clock.SettleAsync())
                    return Rest.Idle;

                if (candidate.ReadCpuTime() - start > SpinningFor)
                    return Rest.Spinning;

                // Asking costs the one that is blocked processor time, too: asked without a pause it looks as if it were spinning.
                await Task.Delay(AskPause, TimeProvider.System, TestContext.Current.CancellationToken);
            }
            while (TimeProvider.System.GetElapsedTime(since) < BlockedFor);

            if (candidate.ReadCpuTime() - before < Asked)
                return Rest.Blocked;
        }
    }

    /// <summary>Waits for what a correct submission brings about, or fails the test with <paramref name="otherwise"/>.</summary>
    /// <param name="call">What should bring it about; once it has ended there is nothing to wait for.</param>
    public static async Task UntilAsync<T>(
        this Candidate<T> candidate, Func<bool> condition, Func<string> otherwise, Task? call = null)
        where T : class
    {
        var begin = candidate.ReadCpuTime();
        var before = begin;
        var (idle, blocked) = (0, 0);
        var pause = FirstPause;

        for (var round = 0; round < MaxRounds && idle < IdleRounds && blocked < BlockedRounds && before - begin < WaitAllowance; round++)
        {
            var ended = call is { IsCompleted: true };
            var rest = await candidate.AtRestAsync();
            if (condition())
                return;

            if (ended)
                Assert.Fail($"{otherwise()} The call had ended{Reason(call!)}.");

            // Work on threads of its own is not seen when rest is asked for: it gets a moment more.
            await Task.Delay(pause, TimeProvider.System, TestContext.Current.CancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;

            // A process that gets little of a busy machine is not idle: patience starts anew whenever it moves. One whose
            // threads are blocked, though, may move for ever without getting anywhere; that is not what a test waits for.
            var now = candidate.ReadCpuTime();
            (idle, before) = (now - before > Still ? 0 : idle + 1, now);
            blocked = rest == Rest.Blocked ? blocked + 1 : 0;
        }

        Assert.Fail(otherwise());
    }

    /// <summary>Waits until a call or a disposal has ended, in whatever way.</summary>
    public static Task EndOfAsync<T>(this Candidate<T> candidate, Task ending, string what)
        where T : class =>
        candidate.UntilAsync(() => ending.IsCompleted, () => $"{what} did not end.");

    /// <summary>Whether a call or a disposal ends although nothing more is done for it.</summary>
    public static async Task<bool> EndsByItselfAsync<T>(this Candidate<T> candidate, Task ending)
        where T : class
    {
        await candidate.AtRestAsync();
        return ending.IsCompleted;
    }

    private static string Reason(Task call) =>
        call.Exception?.InnerException is { } thrown ? $" with {thrown.GetType().Name}: {thrown.Message}" : "";
}
