namespace GradeBench.Cohorts;

/// <summary>How far apart two values are for <see cref="KrippendorffAlpha"/>.</summary>
public enum ValueScale
{
    Nominal,
    Ordinal,
    Interval,
}

/// <summary>
/// Krippendorff's α = 1 − D_o/D_e, the agreement of any number of raters with gaps allowed (Krippendorff 2011). 1 is
/// perfect, 0 what chance gives. Customary bars are 0.80 and, for tentative conclusions, 0.667.
/// </summary>
public static class KrippendorffAlpha
{
    /// <summary>Null when fewer than two values can be paired or all paired values are equal.</summary>
    /// <param name="units">One row per unit, one entry per rater; null where a rater did not score the unit.</param>
    public static double? Of(IEnumerable<IReadOnlyList<double?>> units, ValueScale scale)
    {
        var paired = units.Select(unit => unit.OfType<double>().ToArray()).Where(values => values.Length >= 2).ToArray();
        var counts = paired.SelectMany(values => values).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        var total = counts.Values.Sum();
        var distance = Distance(scale, counts);

        var observed = paired.Sum(values => Pairs(values, values).Sum(p => distance(p.A, p.B)) / (values.Length - 1)) / Math.Max(total, 1);
        var expected = counts.Sum(a => counts.Sum(b => (double)a.Value * b.Value * distance(a.Key, b.Key))) / Math.Max((double)total * (total - 1), 1);
        return expected == 0 ? null : 1 - observed / expected;
    }

    private static IEnumerable<(double A, double B)> Pairs(double[] first, double[] second) =>
        from a in first from b in second select (a, b);

    private static Func<double, double, double> Distance(ValueScale scale, Dictionary<double, int> counts) => scale switch
    {
        ValueScale.Nominal => (a, b) => a == b ? 0 : 1,
        ValueScale.Interval => (a, b) => (a - b) * (a - b),
        ValueScale.Ordinal => (a, b) =>
        {
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            var between = counts.Where(c => c.Key >= low && c.Key <= high).Sum(c => c.Value);
            return a == b ? 0 : Math.Pow(between - (counts[a] + counts[b]) / 2.0, 2);
        }
        ,
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "This scale has no distance."),
    };
}
