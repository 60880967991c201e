using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GradeBench.CandidateHost;

/// <summary>What the kernel says the threads of this process are doing.</summary>
internal static class ThreadStates
{
    private const char Running = 'R'; // On a processor or waiting for one.
    private const int StateBytes = 128; // More than a thread's number and name take, and the state follows them.

    /// <summary>Whether any thread but the calling one runs or waits for a processor; true also when that cannot be seen.</summary>
    public static bool OthersWantToRun()
    {
        try
        {
            return Directory.EnumerateDirectories("/proc/self/task").Count(task => StateOf(task) == Running) > 1;
        }
        catch (IOException)
        {
            // The submission has used up its open files.
            return true;
        }
    }

    /// <summary>The folder of the thread with that name; null when there is none.</summary>
    public static string? Find(string name) =>
        Directory.EnumerateDirectories("/proc/self/task").FirstOrDefault(task => NameOf(task) == name);

    /// <summary>What <see cref="WantsToRun"/> reads, for a thread that lives as long as the process.</summary>
    public static SafeFileHandle Open(string task) => File.OpenHandle(Path.Combine(task, "stat"));

    /// <summary>Whether the thread runs or waits for a processor.</summary>
    public static bool WantsToRun(SafeFileHandle thread)
    {
        Span<byte> bytes = stackalloc byte[StateBytes];
        return StateIn(Encoding.Latin1.GetString(bytes[..RandomAccess.Read(thread, bytes, 0)])) == Running;
    }

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

    private static char StateOf(string task)
    {
        try
        {
            return StateIn(File.ReadAllText(Path.Combine(task, "stat")));
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return default;
        }
    }

    // "123 (name) R …"; the name may hold anything, so the state is found from its end.
    private static char StateIn(string stat) => stat[stat.LastIndexOf(')') + 2];
}
