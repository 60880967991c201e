using System.Globalization;
using GradeBench.Sandbox.Limits;

namespace GradeBench.Sandbox.Launch;

/// <summary>Limits per process, for machines without control groups.</summary>
internal static class ResourceLimits
{
    // .NET reserves far more address space than it uses: less than this and it does not start.
    private const long SmallestAddressSpace = 2048 * SandboxLimits.MiB;

    /// <returns>A command prefix that sets them for what follows.</returns>
    public static string CommandPrefix(SandboxLimits limits)
    {
        // This stops only what is far out of line; the heap's hard limit does the fine work.
        var addressSpace = Math.Max(limits.MemoryBytes * 4, SmallestAddressSpace);

        // The kernel's is per process and kills without a word, so our own watch gets to speak first.
        var seconds = (long)Math.Ceiling(limits.CpuTime.TotalSeconds) + 2;

        // Counted per user: exact for a user of the sandbox's own, and on top of what an ordinary user runs already.
        var tasks = limits.Tasks + (Environment.IsPrivilegedProcess ? 0 : ProcessTree.CountTasksOfUser());

        return string.Create(CultureInfo.InvariantCulture, $"{Tool.Require("prlimit")} --as={addressSpace} --cpu={seconds} --nproc={tasks}");
    }
}
