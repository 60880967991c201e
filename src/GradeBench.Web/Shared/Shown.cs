using System.Globalization;
using GradeBench.Cohorts;

namespace GradeBench.Web.Shared;

/// <summary>How values are written on pages: the same everywhere, whatever the server's culture.</summary>
public static class Shown
{
    public static string Score(decimal score) => score.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A statistic in score points, with one decimal.</summary>
    public static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>An interval of a mean in brackets, cut to the scale; empty for none.</summary>
    public static string Within(Interval? interval) =>
        interval is { } i ? $"({One(Math.Max(1, i.Lower))}–{One(Math.Min(10, i.Upper))})" : "";

    /// <summary>A statistic with two decimals, for tables that are computed with.</summary>
    public static string Two(double value) => value.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A difference with its sign and its interval, for example <c>+0.85 (−0.10 to +1.80)</c>.</summary>
    public static string Apart(double value, Interval interval) => $"{Signed(value)} ({Signed(interval.Lower)} to {Signed(interval.Upper)})";

    /// <summary>For example <c>74 %</c>.</summary>
    public static string Share(double value) => (value * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A p value; never 0, because it never is.</summary>
    public static string Probability(double p) => p < 0.001 ? "< .001" : p.ToString(".000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
    };

    public static string Took(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min"),
        { Minutes: 0 } => Counted((int)time.TotalHours, "hour"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    /// <summary>A number with its noun, for example <c>1 file</c> or <c>3 files</c>.</summary>
    public static string Counted(long number, string one, string? many = null) => $"{Count(number)} {(number == 1 ? one : many ?? one + "s")}";
}
