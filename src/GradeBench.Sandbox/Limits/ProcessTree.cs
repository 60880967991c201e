using System.Globalization;

namespace GradeBench.Sandbox.Limits;

/// <summary>Sums what a process and its descendants used, from /proc. Exact only for those alive or waited for.</summary>
internal static class ProcessTree
{
    // USER_HZ is 100 on every Linux that .NET runs on; it is part of the kernel's interface.
    private const long ClockTick = TimeSpan.TicksPerSecond / 100;

    public static long CpuTicks(int processId) => Of(processId).Sum(CpuTicksOfOne);

    public static long PeakMemoryBytes(int processId) => Of(processId).Sum(PeakMemoryOfOne);

    /// <summary>The user a process belongs to; -1 when it is gone.</summary>
    public static int UserOf(int processId) =>
        int.TryParse(StatusLine($"{processId}", "Uid:").Split('\t')[0], CultureInfo.InvariantCulture, out var user) ? user : -1;

    /// <summary>
    /// How many threads this process's user runs now. Ended processes that nobody has reaped yet are left out although the
    /// kernel counts them: a limit that reckoned with them would let as many more start as soon as they are gone.
    /// </summary>
    public static int CountTasksOfUser()
    {
        var user = StatusLine("self", "Uid:");
        return Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => char.IsAsciiDigit(name[0]) && StatusLine(name, "Uid:") == user && !StatusLine(name, "State:").StartsWith('Z'))
            .Sum(name => int.TryParse(StatusLine(name, "Threads:"), CultureInfo.InvariantCulture, out var threads) ? threads : 0);
    }

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
        StatusLine($"{processId}", "VmHWM:") is { Length: > 3 } kilobytes ? long.Parse(kilobytes[..^" kB".Length], CultureInfo.InvariantCulture) * 1024 : 0;

    private static string StatusLine(string process, string key) =>
        Read($"/proc/{process}/status").Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim() ?? "";

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
