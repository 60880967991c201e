using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GradeBench.CandidateHost;

/// <summary>What the kernel says the threads of this process are doing.</summary>
internal static class ThreadStates
{
    private const char Running = 'R'; // On a processor or waiting for one.
    private const char Delayed = 'D'; // In the middle of something that the kernel does for it, such as reading a page of code.
    private const int StateBytes = 128; // More than a thread's number and name take, and the state follows them.

    /// <summary>Whether any thread but the calling one runs or waits for a processor or for the kernel; true also when that cannot be seen.</summary>
    public static bool OthersWantToRun()
    {
        var seen = Look();
        return seen.Running + seen.Compiling > 1;
    }

    /// <summary>Looks at every thread. As many as can be when that cannot be seen.</summary>
    /// <returns>
    /// Running: those that run or wait for a processor or for the kernel, the calling one among them. Compiling: the same of the runtime's
    /// compiler, whose work is nobody's. Helpers: threads the runtime starts once they are needed, and that do not end.
    /// </returns>
    public static (int Running, int Compiling, int Helpers) Look()
    {
        try
        {
            var (running, compiling, helpers) = (0, 0, 0);
            foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
            {
                var stat = StatOf(task);
                var name = NameIn(stat);
                if (name is ".NET Sockets" or ".NET Timer") helpers++;
                if (!IsReady(stat)) continue;
                if (name == ".NET Tiered Com") compiling++;
                else running++;
            }

            return (running, compiling, helpers);
        }
        catch (IOException)
        {
            // The submission has used up its open files.
            return (int.MaxValue, 0, 0);
        }
    }

    /// <summary>The folder of the thread with that name; null when there is none.</summary>
    public static string? Find(string name) =>
        Directory.EnumerateDirectories("/proc/self/task").FirstOrDefault(task => NameOf(task) == name);

    /// <summary>What <see cref="WantsToRun"/> reads, for a thread that lives as long as the process.</summary>
    public static SafeFileHandle Open(string task) => File.OpenHandle(Path.Combine(task, "stat"));

    /// <summary>Whether the thread runs or waits for a processor or for the kernel.</summary>
    public static bool WantsToRun(SafeFileHandle thread) => IsReady(Beginning(thread));

    private static bool IsReady(string stat) => StateIn(stat) is Running or Delayed;

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string StatOf(string task)
    {
        try
        {
            // By hand: whether a submission is at rest is asked hundreds of times, and each time of dozens of threads.
            using var stat = File.OpenHandle(Path.Combine(task, "stat"), share: FileShare.ReadWrite);
            return Beginning(stat);
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return "() X";
        }
    }

    private static string Beginning(SafeFileHandle stat)
    {
        Span<byte> bytes = stackalloc byte[StateBytes];
        return Encoding.Latin1.GetString(bytes[..RandomAccess.Read(stat, bytes, 0)]);
    }

    // "123 (name) R …"; the name may hold anything, so the state is found from its end.
    private static char StateIn(string stat) => stat[stat.LastIndexOf(')') + 2];

    private static string NameIn(string stat) => stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
}
