using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GradeBench.Cohorts.Tests;

/// <summary>A thousand random samples, computed here and by SciPy, which shares no code with us. Skipped where it is not installed.</summary>
public sealed class SciPyTests
{
    private const int Samples = 1000;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_random_samples_give_the_same_numbers_as_scipy()
    {
        Assert.SkipUnless(await HasSciPyAsync(), "python3 with scipy is not installed (Debian: python3-scipy).");
        var random = new Random(20260601);
        var cases = Enumerable.Range(0, Samples).Select(_ => Make(random)).ToArray();

        var answers = await AskAsync(JsonSerializer.Serialize(cases));

        Assert.Equal(Samples, answers.Length);
        var wrong = cases.Zip(answers).SelectMany((pair, index) => Differences(index, pair.First, pair.Second)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    /// <summary>Two samples of 2 to 40 scores with one decimal and different means, and two rates of up to 60 people.</summary>
    private static Case Make(Random random)
    {
        var (n1, n2) = (random.Next(1, 61), random.Next(1, 61));
        var (first, second) = (Scores(), Scores());

        // Strata of both cohorts with both outcomes, so that each has an odds ratio; and pairs of scores that go together a little.
        int[][] strata = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => new[] { random.Next(1, 20), random.Next(1, 20), random.Next(1, 20), random.Next(1, 20) })];
        double[][] pairs = [.. Enumerable.Range(0, random.Next(5, 60)).Select(i => Math.Round(1 + random.NextDouble() * 9, 1)).Select((x, i) => new[] { x, Math.Round(x * 0.3 + random.NextDouble() * 7 + i % 2, 1) })];
        return new(first, second, random.Next(n1 + 1), n1, random.Next(n2 + 1), n2, strata, pairs);

        // The first two differ, because without spread there is nothing to compare.
        double[] Scores() =>
        [
            .. Enumerable.Range(0, random.Next(2, 41)).Select(i => i < 2 ? 4.5 + i : Math.Round(Math.Clamp(3 + random.NextDouble() * 6, 1, 10), 1)),
        ];
    }

    private static IEnumerable<string> Differences(int index, Case given, Answer scipy)
    {
        var (first, second) = (SampleSummary.Of(given.First)!, SampleSummary.Of(given.Second)!);
        var (one, two) = (new SelectionRate(given.X1, given.N1), new SelectionRate(given.X2, given.N2));
        var welch = WelchTest.Of(first, second)!;
        var order = MannWhitneyTest.Of(given.First, given.Second)!;
        var interval = MeanInterval.Of(first)!.Value;
        var wilson = WilsonInterval.Of(given.X1, given.N1);
        var haenszel = MantelHaenszel.Of(given.Strata.Select(s => new AbilityStratum(s[0], s[1], s[2], s[3])))!;
        var item = ItemStatistics.Of(given.Pairs
            .Select(p => (X: (decimal)p[0], R: (decimal)p[1]))
            .Aggregate(default(ItemSums), (sum, p) => sum + new ItemSums(1, p.X, p.X * p.X, p.R, p.R * p.R, p.X * p.R)))!;
        (string Name, double Ours, double Theirs)[] numbers =
        [
            ("mean", first.Mean, scipy.Mean),
            ("s", first.StandardDeviation!.Value, scipy.S),
            ("interval low", interval.Lower, scipy.Low),
            ("interval high", interval.Upper, scipy.High),
            ("Welch t", welch.T, scipy.T),
            ("Welch p", welch.P, scipy.WelchP),
            ("Welch low", welch.Interval.Lower, scipy.WelchLow),
            ("Welch high", welch.Interval.Upper, scipy.WelchHigh),
            ("U", order.U, scipy.U),
            ("U, p of the normal law", MannWhitneyTest.NormalP(order.U, given.First, given.Second), scipy.UP),
            ("Wilson low", wilson.Lower, scipy.WilsonLow),
            ("Wilson high", wilson.Upper, scipy.WilsonHigh),
            ("Fisher p", FisherTest.Of(one, two).P, scipy.FisherP),
            ("Mantel-Haenszel odds ratio", haenszel.OddsRatio!.Value, scipy.Odds),
            ("Mantel-Haenszel low", haenszel.IntervalAt()!.Value.Lower, scipy.OddsLow),
            ("Mantel-Haenszel high", haenszel.IntervalAt()!.Value.Upper, scipy.OddsHigh),
            ("Mantel-Haenszel p", haenszel.P, scipy.OddsP),
            ("item mean", item.Mean, scipy.ItemMean),
            ("item s", item.StandardDeviation, scipy.ItemS),
            ("discrimination", item.Discrimination!.Value, scipy.R),
            ("discrimination low", item.DiscriminationInterval!.Value.Lower, scipy.RLow),
            ("discrimination high", item.DiscriminationInterval!.Value.Upper, scipy.RHigh),
        ];

        return numbers
            .Where(n => !(Math.Abs(n.Ours - n.Theirs) <= 1e-7 * Math.Max(1, Math.Abs(n.Theirs))))
            .Select(n => $"Sample {index}, {n.Name}: {n.Ours:R} here, {n.Theirs:R} by SciPy; {JsonSerializer.Serialize(given)}");
    }

    private static async Task<bool> HasSciPyAsync() =>
        File.Exists("/usr/bin/python3") && (await PythonAsync("import scipy.stats", "")).ExitCode == 0;

    private static async Task<Answer[]> AskAsync(string cases)
    {
        var (exitCode, output) = await PythonAsync(
            """
            import json, sys
            import numpy
            from scipy import stats
            answers = []
            for case in json.load(sys.stdin):
                c = case
                a, b = c["First"], c["Second"]
                n, s = len(a), stats.tstd(a)
                deviation = s
                mean = sum(a) / n
                low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=s / n ** 0.5)
                welch = stats.ttest_ind(a, b, equal_var=False)
                u, v = stats.tvar(a) / n, stats.tvar(b) / len(b)
                freedom = (u + v) ** 2 / (u * u / (n - 1) + v * v / (len(b) - 1))
                apart = stats.t.interval(0.95, freedom, loc=mean - sum(b) / len(b), scale=(u + v) ** 0.5)
                order = stats.mannwhitneyu(a, b, alternative="two-sided", method="asymptotic", use_continuity=True)
                wilson = stats.binomtest(c["X1"], c["N1"]).proportion_ci(0.95, method="wilson")
                fisher = stats.fisher_exact([[c["X1"], c["N1"] - c["X1"]], [c["X2"], c["N2"] - c["X2"]]])
                a, b, c, d = (numpy.array(column, dtype=float) for column in zip(*c["Strata"]))
                t = a + b + c + d
                p, q, r, s = (a + d) / t, (b + c) / t, a * d / t, b * c / t
                odds = r.sum() / s.sum()
                error = (numpy.dot(p, r) / (2 * r.sum() ** 2) + (numpy.dot(p, s) + numpy.dot(q, r)) / (2 * r.sum() * s.sum())
                         + numpy.dot(q, s) / (2 * s.sum() ** 2)) ** 0.5
                around = numpy.exp(stats.norm.interval(0.95, loc=numpy.log(odds), scale=error))
                # Given its margins a stratum is hypergeometric, which SciPy knows by itself.
                law = (t, a + b, a + c)
                chi = max(0, abs(a.sum() - stats.hypergeom.mean(*law).sum()) - 0.5) ** 2 / stats.hypergeom.var(*law).sum()
                pairs = numpy.array(case["Pairs"])
                together = stats.pearsonr(pairs[:, 0], pairs[:, 1])
                spread = numpy.tanh(stats.norm.interval(0.95, loc=numpy.arctanh(together[0]), scale=(len(pairs) - 3) ** -0.5))
                answers.append(dict(
                    Odds=odds, OddsLow=around[0], OddsHigh=around[1], OddsP=stats.chi2.sf(chi, 1), ItemMean=pairs[:, 0].mean(), ItemS=stats.tstd(pairs[:, 0]),
                    R=together[0], RLow=spread[0], RHigh=spread[1],
                    Mean=mean, S=deviation, Low=low, High=high, T=welch.statistic, WelchP=welch.pvalue, WelchLow=apart[0], WelchHigh=apart[1],
                    U=order.statistic, UP=order.pvalue, WilsonLow=wilson.low, WilsonHigh=wilson.high, FisherP=fisher[1]))
            json.dump([{k: float(v) for k, v in answer.items()} for answer in answers], sys.stdout)
            """, cases);
        Assert.Equal(0, exitCode);
        return JsonSerializer.Deserialize<Answer[]>(output)!;
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The independent program is what this test is about.")]
    private static async Task<(int ExitCode, string Output)> PythonAsync(string script, string input)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken);
        await errors;
        return (process.ExitCode, await output);
    }

    private sealed record Case(double[] First, double[] Second, int X1, int N1, int X2, int N2, int[][] Strata, double[][] Pairs);

    private sealed record Answer(
        double Mean, double S, double Low, double High, double T, double WelchP, double WelchLow, double WelchHigh,
        double U, double UP, double WilsonLow, double WilsonHigh, double FisherP,
        double Odds, double OddsLow, double OddsHigh, double OddsP, double ItemMean, double ItemS, double R, double RLow, double RHigh);
}
