namespace GradeBench.CandidateHost;

/// <summary>What the kernel says the threads of this process are doing.</summary>
internal static class ThreadStates
{
    private const char Running = 'R'; // On a processor or waiting for one.

    /// <summary>Whether any thread but the calling one runs or waits for a processor.</summary>
    public static bool OthersWantToRun() =>
        Directory.EnumerateDirectories("/proc/self/task").Count(task => StateOf(task) == Running) > 1;

    // "123 (name) R …"; the name may hold anything, so the state is found from its end.
    private static char StateOf(string task)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(task, "stat"));
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return default;
        }
    }
}
