using System.Diagnostics;

namespace GradeBench.CandidateHost;

/// <summary>Tells when the submission has nothing left to do: no work queued on the pool and no thread of it busy.</summary>
internal static class IdleWatch
{
    private const int QuickChecks = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the pool is idle; false when it was still busy after 20 ms.</summary>
    public static async Task<bool> WaitAsync()
    {
        var started = Stopwatch.GetTimestamp();
        for (var check = 0; ; check++)
        {
            // Goes to the back of the queue, so work that was queued before gets its turn first.
            await Task.Yield();
            if (IsIdle()) return true;
            if (Stopwatch.GetElapsedTime(started) > Patience) return false;
            if (check >= QuickChecks) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
        }
    }

    // The one busy thread is the one that asks.
    private static bool IsIdle()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return ThreadPool.PendingWorkItemCount == 0 && most - free <= 1;
    }
}
