using Microsoft.Win32.SafeHandles;

namespace GradeBench.CandidateHost;

/// <summary>
/// The runtime's one thread that waits for sockets and hands what happens at them to the pool. The kernel wakes it within
/// the call that sends, so when it sleeps again everything that was sent over the loopback is with whoever waits for it.
/// </summary>
internal static class SocketThread
{
    private const string Name = ".NET Sockets";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Opened once: a submission that has used up its open files must not keep the host from looking.
    private static SafeFileHandle? _state;

    /// <summary>Whether anything listens for the submission; otherwise nobody need look at the thread.</summary>
    public static bool IsInUse => Volatile.Read(ref _state) is not null;

    /// <summary>To be called when something listens, on one thread.</summary>
    /// <exception cref="InvalidOperationException">There is no such thread: this runtime does it in another way.</exception>
    public static void Use()
    {
        if (IsInUse) return;

        // It gives itself its name once it runs.
        string? task = null;
        SpinWait.SpinUntil(() => (task = ThreadStates.Find(Name)) is not null, Patience);
        Volatile.Write(ref _state, ThreadStates.Open(task ?? throw new InvalidOperationException($"The runtime has no thread named '{Name}'.")));
    }

    public static bool IsAsleep() => Volatile.Read(ref _state) is not { } state || !ThreadStates.WantsToRun(state);
}
