using System.Globalization;

namespace GradeBench.Core.Candidates;

/// <summary>Tells moments in the time zone a candidate's browser named.</summary>
public static class CandidateTime
{
    private const int LongestName = 64;

    /// <summary>The zone of that IANA name, for example <c>Europe/Berlin</c>; null when there is none.</summary>
    public static TimeZoneInfo? FindZone(string? name) =>
        name is { Length: > 0 and <= LongestName } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    /// <summary>The zone whose time is told beside UTC; null when there is none, or it is UTC itself.</summary>
    public static TimeZoneInfo? FindZoneBesideUtc(string? name) => FindZone(name) is { Id: not ("UTC" or "Etc/UTC") } zone ? zone : null;

    /// <summary>
    /// For example <c>25 Oct 2026, 02:30 Europe/Berlin (UTC+01:00)</c>. The offset stands there because one hour comes twice
    /// when clocks go back.
    /// </summary>
    public static string Text(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);

        return string.Create(CultureInfo.InvariantCulture, $"{local:d MMM yyyy, HH:mm} {zone.Id} (UTC{local:zzz})");
    }
}
