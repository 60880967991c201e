using System.Collections.Concurrent;
using System.Diagnostics;

namespace GradeBench.CandidateHost;

/// <summary>
/// Tells when the submission has nothing left to do: no work queued on the pool and no thread of it busy. Watches from a
/// thread of its own, because on the pool it would see itself.
/// </summary>
internal sealed class IdleWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly BlockingCollection<Action<bool>> _askers = [];

    public IdleWatch() => new Thread(Watch) { IsBackground = true, Name = "idle watch" }.Start();

    /// <summary>Calls back with true as soon as the pool is idle, with false when it is still busy after 20 ms.</summary>
    public void Ask(Action<bool> answer) => _askers.Add(answer);

    private void Watch()
    {
        foreach (var answer in _askers.GetConsumingEnumerable()) answer(WaitUntilIdle());
    }

    private static bool WaitUntilIdle()
    {
        var started = Stopwatch.GetTimestamp();
        var spinner = new SpinWait();
        while (!IsIdle())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience) return false;
            spinner.SpinOnce();
        }

        return true;
    }

    private static bool IsIdle()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return ThreadPool.PendingWorkItemCount == 0 && most == free;
    }
}
