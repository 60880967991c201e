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
        return new(Scores(), Scores(), random.Next(n1 + 1), n1, random.Next(n2 + 1), n2);

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
            from scipy import stats
            answers = []
            for c in json.load(sys.stdin):
                a, b = c["First"], c["Second"]
                n, s = len(a), stats.tstd(a)
                mean = sum(a) / n
                low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=s / n ** 0.5)
                welch = stats.ttest_ind(a, b, equal_var=False)
                u, v = stats.tvar(a) / n, stats.tvar(b) / len(b)
                freedom = (u + v) ** 2 / (u * u / (n - 1) + v * v / (len(b) - 1))
                apart = stats.t.interval(0.95, freedom, loc=mean - sum(b) / len(b), scale=(u + v) ** 0.5)
                order = stats.mannwhitneyu(a, b, alternative="two-sided", method="asymptotic", use_continuity=True)
                wilson = stats.binomtest(c["X1"], c["N1"]).proportion_ci(0.95, method="wilson")
                fisher = stats.fisher_exact([[c["X1"], c["N1"] - c["X1"]], [c["X2"], c["N2"] - c["X2"]]])
                answers.append(dict(
                    Mean=mean, S=s, Low=low, High=high, T=welch.statistic, WelchP=welch.pvalue, WelchLow=apart[0], WelchHigh=apart[1],
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

    private sealed record Case(double[] First, double[] Second, int X1, int N1, int X2, int N2);

    private sealed record Answer(
        double Mean, double S, double Low, double High, double T, double WelchP, double WelchLow, double WelchHigh,
        double U, double UP, double WilsonLow, double WilsonHigh, double FisherP);
}
