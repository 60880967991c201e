using System.Globalization;

namespace GradeBench.Core.Cohorts;

/// <summary>The periods a report can be narrowed to: whole calendar quarters in UTC, because finer ones invite differences of a few people.</summary>
internal static class Quarter
{
    /// <summary>For example <c>2026-Q2</c>; sorts as text.</summary>
    public static string Of(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return string.Create(CultureInfo.InvariantCulture, $"{utc.Year:0000}-Q{(utc.Month + 2) / 3}");
    }
}
