using System.Globalization;

namespace GradeBench.Sandbox.Limits;

/// <summary>The names control groups carry: gradebench-61003 is the sandbox of slot 61003.</summary>
internal static class SlotNames
{
    private const string Prefix = "gradebench-";

    public static string Of(int slot) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slot}");

    public static int? Parse(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out var slot) ? slot : null;

    public static IReadOnlyList<string> In(IEnumerable<string> parents) =>
    [
        .. parents
            .SelectMany(parent => Directory.EnumerateDirectories(parent, Prefix + "*"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => Parse(name) is not null)
            .Distinct(),
    ];
}
