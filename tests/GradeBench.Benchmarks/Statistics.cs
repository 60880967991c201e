namespace GradeBench.Benchmarks;

/// <summary>Few samples on a shared machine: the median is the fair summary, the extremes say how much to trust it.</summary>
internal static class Statistics
{
    public static TimeSpan Median(IEnumerable<TimeSpan> samples)
    {
        var sorted = samples.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The least sample that at least that share of all samples do not exceed.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> samples, double share)
    {
        var sorted = samples.Order().ToList();
        return sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }

    public static string Show(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
