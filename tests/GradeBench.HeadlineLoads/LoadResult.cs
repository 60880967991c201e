using System.Globalization;

namespace GradeBench.HeadlineLoads;

/// <summary>What one load took.</summary>
/// <param name="Count">Rows, tasks or requests.</param>
/// <param name="Bytes">Size of the input; 0 where it has none.</param>
internal sealed record LoadResult(string Assessment, int Count, TimeSpan Took, long Bytes)
{
    /// <summary>The most memory this process ever had resident, in bytes, as the kernel counts it.</summary>
    public long PeakBytes { get; } = ReadPeak();

    // "VmHWM:     43210 kB"
    private static long ReadPeak() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
            ? long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024
            : 0;
}
