using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime;

namespace GradeBench.CandidateHost;

/// <summary>
/// Tells when the submission has nothing left to do: no work queued on the pool, no thread of it busy, nor one that the
/// submission started, and nothing that arrived at a socket still to be handed to the pool. Watches from a thread of its own,
/// because on the pool it would see itself.
/// </summary>
internal sealed class IdleWatch
{
    /// <summary>However starved the process is, an answer comes after this.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<Asker> _askers = [];

    public IdleWatch() => new Thread(Watch) { IsBackground = true, Name = "idle watch" }.Start();

    /// <summary>
    /// Calls back with true as soon as the pool is idle, with false when it is still busy after <paramref name="patience"/>.
    /// On a busy machine time that passes while the process waits for a processor does not count, nor does any that the
    /// runtime takes to compile the submission: a first answer is as slow as that, and it is not the submission that computes.
    /// </summary>
    public void Ask(TimeSpan patience, Action<bool> answer)
    {
        // Most often everything has been done by the time it is asked, and no other thread need be woken to see that.
        if (IsIdle()) answer(true);
        else _askers.Add(new Asker(patience, answer));
    }

    private void Watch()
    {
        foreach (var asker in _askers.GetConsumingEnumerable()) asker.Answer(WaitUntilIdle(asker.Patience));
    }

    private static bool WaitUntilIdle(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        var computed = ComputedByOthers();
        var spinner = new SpinWait();
        while (!IsIdle())
        {
            var waited = Stopwatch.GetElapsedTime(started);
            if (waited > MostPatience) return false;

            // Busy all the time: it computes. Busy and nobody wants a processor: it blocks. Otherwise it only waits its turn.
            if (waited > patience && (ComputedByOthers() - computed > patience || !ThreadStates.OthersWantToRun())) return false;
            spinner.SpinOnce();
        }

        return true;
    }

    private static TimeSpan ComputedByOthers() => HostProcess.CpuTimeOfOthers() - JitInfo.GetCompilationTime();

    // In this order: what other threads have handed over to the pool since the first look shows in the second.
    private static bool IsIdle()
    {
        var done = ThreadPool.CompletedWorkItemCount;
        return IsPoolIdle() && SubmissionThreads.AreAsleep() && SocketThread.IsAsleep() && IsPoolIdle() && ThreadPool.CompletedWorkItemCount == done;
    }

    private static bool IsPoolIdle()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return ThreadPool.PendingWorkItemCount == 0 && most == free;
    }

    // A class, because a queue of structs would be compiled in every host that starts.
    private sealed record Asker(TimeSpan Patience, Action<bool> Answer);
}
