using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>
/// Mann–Whitney U test, ties counted half. U is the number of pairs in which the first sample's score is higher.
/// </summary>
/// <param name="U">Between 0 and n₁·n₂.</param>
/// <param name="Superiority">A₁₂ = U/(n₁n₂): how often a random member of the first cohort outscores one of the second.</param>
/// <param name="P">Two-sided: exact over all permutations up to <see cref="ExactUpTo"/> scores, normal with tie correction above.</param>
/// <param name="IsExact">Which of the two <paramref name="P"/> is.</param>
public sealed record MannWhitneyTest(double U, double Superiority, double P, bool IsExact)
{
    /// <summary>Up to this many scores in all, every split is enumerated (184,756 at most).</summary>
    public const int ExactUpTo = 20;

    /// <summary>Cliff's δ = 2·A₁₂ − 1, between −1 and 1.</summary>
    public double CliffsDelta => 2 * Superiority - 1;

    /// <summary>Null when a sample is empty.</summary>
    public static MannWhitneyTest? Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return null;
        }

        var u = first.Sum(a => second.Sum(b => a > b ? 1 : a == b ? 0.5 : 0));
        var exact = first.Count + second.Count <= ExactUpTo;
        var p = exact ? ExactP(first, second) : NormalP(u, first, second);
        return new MannWhitneyTest(u, u / ((double)first.Count * second.Count), p, exact);
    }

    /// <summary>The same from counts, without a value per person. Null when a sample is empty.</summary>
    public static MannWhitneyTest? Of(ScoreHistogram first, ScoreHistogram second)
    {
        if (first.People + second.People <= ExactUpTo)
        {
            return Of([.. first.Values()], [.. second.Values()]);
        }

        if (first.People == 0 || second.People == 0)
        {
            return null;
        }

        var u = PairsWon(first.Scores, second.Scores);
        var ties = ScoreHistogram.Merge([first, second]).Scores.Sum(s => Math.Pow(s.People, 3) - s.People);
        return new MannWhitneyTest(u, u / ((double)first.People * second.People), NormalP(u, first.People, second.People, ties), IsExact: false);
    }

    /// <summary>The normal approximation whatever the size, with tie-corrected variance and continuity correction ½.</summary>
    public static double NormalP(double u, IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var ties = first.Concat(second).GroupBy(x => x).Sum(g => Math.Pow(g.Count(), 3) - g.Count());
        return NormalP(u, first.Count, second.Count, ties);
    }

    /// <summary>U in one walk along both ascending lists: each score wins against everybody below it and half of those beside it.</summary>
    private static double PairsWon(IReadOnlyList<ScoreCount> first, IReadOnlyList<ScoreCount> second)
    {
        double won = 0, below = 0;
        var next = 0;
        foreach (var (score, people) in first)
        {
            for (; next < second.Count && second[next].Score < score; next++)
            {
                below += second[next].People;
            }

            var beside = next < second.Count && second[next].Score == score ? second[next].People : 0;
            won += people * (below + beside / 2.0);
        }

        return won;
    }

    private static double NormalP(double u, double n1, double n2, double ties)
    {
        var n = n1 + n2;
        var variance = n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1)));
        if (variance <= 0)
        {
            return 1;
        }

        var z = Math.Max(0, Math.Abs(u - n1 * n2 / 2) - 0.5) / Math.Sqrt(variance);
        return 2 * Normal.CDF(0, 1, -z);
    }

    private static double ExactP(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        // Rank sums are multiples of one half with mid-ranks, so twice the ranks are integers and comparisons are exact.
        var all = first.Concat(second).ToArray();
        var twiceRanks = all.Select(x => 2 * all.Count(y => y < x) + all.Count(y => y == x) + 1).ToArray();
        var observed = twiceRanks.Take(first.Count).Sum();
        var doubledMean = first.Count * (all.Length + 1);
        var distance = Math.Abs(observed - doubledMean);

        var counts = RankSumCounts(twiceRanks, first.Count);
        double extreme = 0, total = 0;
        foreach (var (sum, ways) in counts)
        {
            total += ways;
            extreme += Math.Abs(sum - doubledMean) >= distance ? ways : 0;
        }

        return extreme / total;
    }

    /// <summary>In how many ways <paramref name="size"/> of the ranks give each sum.</summary>
    private static Dictionary<int, long> RankSumCounts(int[] ranks, int size)
    {
        var bySize = Enumerable.Range(0, size + 1).Select(_ => new Dictionary<int, long>()).ToArray();
        bySize[0][0] = 1;
        foreach (var rank in ranks)
        {
            for (var k = size; k >= 1; k--)
            {
                foreach (var (sum, ways) in bySize[k - 1])
                {
                    bySize[k][sum + rank] = bySize[k].GetValueOrDefault(sum + rank) + ways;
                }
            }
        }

        return bySize[size];
    }
}
