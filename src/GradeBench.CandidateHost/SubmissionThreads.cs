using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GradeBench.CandidateHost;

/// <summary>
/// Threads that a submission has started itself. The pool's counters say nothing about them, but the kernel does: it makes
/// a thread ready within the call that wakes it, so as long as none of them is ready, none has anything to do.
/// </summary>
internal static class SubmissionThreads
{
    private const int StatBytes = 512; // A whole line of /proc/self/stat is shorter.
    private const int FieldsToThreads = 17; // From the state, the third field, to num_threads, the twentieth: proc(5).

    private static SafeFileHandle? _stat;
    private static int _ours;
    private static int _helpers;

    /// <summary>To be called when everything of the host runs and nothing of a submission does.</summary>
    public static void Begin()
    {
        // Opened once: a submission that has used up its open files must not keep the host from looking.
        _stat = File.OpenHandle("/proc/self/stat");
        _ours = CountOutsidePool(_stat);
    }

    /// <summary>Whether none of them runs or waits for a processor. Looks at each thread only when there are more than the host's own.</summary>
    public static bool AreAsleep()
    {
        if (_stat is not { } stat || CountOutsidePool(stat) <= _ours + Volatile.Read(ref _helpers)) return true;

        var (running, _, helpers) = ThreadStates.Look();
        // So that the next look at every thread is not because of these.
        Volatile.Write(ref _helpers, helpers);
        return running <= 1;
    }

    private static int CountOutsidePool(SafeFileHandle stat)
    {
        Span<byte> bytes = stackalloc byte[StatBytes];
        var line = Encoding.Latin1.GetString(bytes[..RandomAccess.Read(stat, bytes, 0)]);
        return int.Parse(line.Substring(line.LastIndexOf(')') + 2).Split(' ')[FieldsToThreads], CultureInfo.InvariantCulture) - ThreadPool.ThreadCount;
    }
}
