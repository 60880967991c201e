using GradeBench.Protocol;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// Waits until a submission has come to rest: neither it nor what it set off in the test has anything left to do at this
/// moment of the virtual time. Looks at every message that could still be on its way, so "at rest" is exact.
/// </summary>
/// <param name="ends">The submission's ends of all connections, as they are now.</param>
/// <param name="isWorkingHere">Whether the test itself has work under way that no connection knows of.</param>
internal sealed class Settling(Func<IReadOnlyList<ISettlingEnd>> ends, Func<bool> isWorkingHere)
{
    /// <summary>How often it is asked again before a submission that never stops sending is taken as it is.</summary>
    private const int Rounds = 200;

    /// <summary>Rounds of about 20 ms in which the submission is sent nothing and yet is not idle, before it is taken as it is.</summary>
    private const int ComputingRounds = 2;

    private const int OwnWorkMilliseconds = 2000;
    private const int OwnWorkYields = 100;

    /// <summary>Completes at rest, or when a submission that spins or blocks threads has had a short while.</summary>
    /// <returns>Whether all was at rest in the end.</returns>
    public async Task<bool> SettleAsync()
    {
        var computing = 0;
        for (var round = 0; round < Rounds && computing < ComputingRounds; round++)
        {
            var all = ends();
            await OwnWorkAsync(all).ConfigureAwait(false);

            var before = all.Sum(end => end.FramesSent);
            var idle = true;
            foreach (var end in all) idle &= await end.SettleAsync().ConfigureAwait(false);

            // What the submission sent before it came to rest is here by now. Unless it makes us send something in turn,
            // nothing happens any more.
            await OwnWorkAsync(all).ConfigureAwait(false);
            var busy = IsWorking(all) || all.Sum(end => end.FramesSent) != before;
            if (!busy && idle) return true;
            computing = busy ? 0 : computing + 1;
        }

        return false;
    }

    // What timers and callbacks set off on this side is ours, so it is waited for however busy the machine is. Only a test
    // whose own callback blocks meets the limit.
    private async Task OwnWorkAsync(IReadOnlyList<ISettlingEnd> all)
    {
        // Nearly always a matter of microseconds, so it is looked at again some times before a timer is worth its wait.
        for (var i = 0; i < OwnWorkYields && IsWorking(all); i++) await Task.Yield();
        for (var i = 0; i < OwnWorkMilliseconds && IsWorking(all); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
    }

    private bool IsWorking(IReadOnlyList<ISettlingEnd> all) => isWorkingHere() || all.Any(end => end.IsWorking);
}
