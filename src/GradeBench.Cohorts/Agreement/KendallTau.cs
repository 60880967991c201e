namespace GradeBench.Cohorts;

/// <summary>
/// Kendall's τ-b, how far two scorings order the same people alike: 1 in the same order, −1 in the opposite one. Ties are
/// taken into account (Kendall 1945).
/// </summary>
public static class KendallTau
{
    /// <summary>Null when one of the scorings does not tell anybody apart.</summary>
    public static double? Of(IEnumerable<(decimal First, decimal Second)> pairs)
    {
        var cells = pairs.GroupBy(p => p).Select(g => (g.Key.First, g.Key.Second, Count: (long)g.Count())).ToArray();
        var total = cells.Sum(c => c.Count);
        var first = Untied(total, cells.GroupBy(c => c.First).Select(g => g.Sum(c => c.Count)));
        var second = Untied(total, cells.GroupBy(c => c.Second).Select(g => g.Sum(c => c.Count)));
        if (first == 0 || second == 0) return null;

        return Balance(cells) / Math.Sqrt((double)first * second);
    }

    private static long Untied(long total, IEnumerable<long> groups) => (total * (total - 1) - groups.Sum(n => n * (n - 1))) / 2;

    /// <summary>
    /// Concordant minus discordant pairs. In ascending order of the first scoring, each group is compared with all before
    /// it, kept as counts per second score: scores have few steps, so that ten thousand people cost little.
    /// </summary>
    private static long Balance((decimal First, decimal Second, long Count)[] cells)
    {
        var before = new SortedList<decimal, long>();
        var balance = 0L;
        foreach (var group in cells.GroupBy(c => c.First).OrderBy(g => g.Key))
        {
            balance += group.Sum(c => c.Count * before.Sum(b => b.Value * Math.Sign(c.Second - b.Key)));
            foreach (var cell in group) before[cell.Second] = before.GetValueOrDefault(cell.Second) + cell.Count;
        }

        return balance;
    }
}
