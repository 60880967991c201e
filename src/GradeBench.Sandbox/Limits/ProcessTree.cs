using System.Globalization;

namespace GradeBench.Sandbox.Limits;

/// <summary>Sums what a process and its descendants used, from /proc. Exact only for those alive or waited for.</summary>
internal static class ProcessTree
{
    // USER_HZ is 100 on every Linux that .NET runs on; it is part of the kernel's interface.
    private const long ClockTick = TimeSpan.TicksPerSecond / 100;

    public static long CpuTicks(int processId) => Of(processId).Sum(CpuTicksOfOne);

    public static long PeakMemoryBytes(int processId) => Of(processId).Sum(PeakMemoryOfOne);

    public static IEnumerable<int> Of(int processId) => [processId, .. Children(processId).SelectMany(Of)];

    private static IEnumerable<int> Children(int processId) =>
        Read($"/proc/{processId}/task/{processId}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static long CpuTicksOfOne(int processId)
    {
        // The name in parentheses may contain anything, so fields are counted after the last parenthesis: 11 to 14 are
        // user and system time, own and of waited-for children.
        var stat = Read($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 15 ? 0 : fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) * ClockTick;
    }

    private static long PeakMemoryOfOne(int processId) =>
        Read($"/proc/{processId}/status")
            .Split('\n')
            .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => long.Parse(line["VmHWM:".Length..^" kB".Length], CultureInfo.InvariantCulture) * 1024)
            .FirstOrDefault();

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // Gone meanwhile: FileNotFound before opening, ESRCH while reading.
            return "";
        }
    }
}
