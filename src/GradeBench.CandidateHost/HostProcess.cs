using System.Runtime.InteropServices;

namespace GradeBench.CandidateHost;

/// <summary>The end of the host's own process.</summary>
internal static partial class HostProcess
{
    /// <summary>Ends the process without running anything more in it.</summary>
    public static void Leave() => ExitNow(0);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int status);
}
