using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GradeBench.Benchmarks;

/// <summary>Runs a trusted program to its end and measures it.</summary>
internal static partial class ChildProcess
{
    private const int Children = -1; // RUSAGE_CHILDREN

    /// <summary>Wall-clock time and CPU time, the latter of every descendant that was waited for.</summary>
    public static async Task<(TimeSpan Wall, TimeSpan Cpu, int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var cpu = CpuOfChildren();
        var began = TimeProvider.System.GetTimestamp();
#pragma warning disable RS0030 // `dotnet test` and our own CLI are what is measured; neither is a submission.
        using var process = Process.Start(start)!;
#pragma warning restore RS0030
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var wall = TimeProvider.System.GetElapsedTime(began);
        var text = await output + await errors;
        return (wall, CpuOfChildren() - cpu, process.ExitCode, text);
    }

    private static TimeSpan CpuOfChildren()
    {
        // struct rusage begins with two timevals (user, system) and is 144 bytes on 64-bit Linux.
        Span<long> usage = stackalloc long[18];
        return GetResourceUsage(Children, ref usage[0]) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException($"getrusage failed: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, ref long usage);
}
