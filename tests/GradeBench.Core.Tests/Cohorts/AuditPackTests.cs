using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Export;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Core.Cohorts.Hires;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class AuditPackTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public void It_holds_the_numbers_the_formulas_the_script_and_a_hash_of_each()
    {
        var files = Files(AuditPack.Write(Study(1, 40, 31, 60), At));

        Assert.Equal(["FORMULAS.md", "SHA256SUMS", "effort.csv", "fairness.csv", "health.csv", "hires.csv", "recompute.py", "report.json", "scores.csv"], files.Keys.Order(StringComparer.Ordinal));
        foreach (var line in System.Text.Encoding.ASCII.GetString(files["SHA256SUMS"]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(files[line[66..]])));
        }

        Assert.Equal(AuditPack.Write(Study(1, 40, 31, 60), At), AuditPack.Write(Study(1, 40, 31, 60), At));
    }

    [Theory]
    [InlineData(1, 5, 7, 9)]
    [InlineData(2, 10, 10, 12)]
    [InlineData(3, 25, 31, 28)]
    [InlineData(4, 40, 31, 300)]
    [InlineData(5, 40, 3, 80)]
    public async Task Its_script_finds_every_number_again_and_notices_a_changed_one(int seed, int bootcamp, int selfTaught, int degree)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed.");
        var folder = Directory.CreateTempSubdirectory("gb-pack-").FullName;
        foreach (var (name, bytes) in Files(AuditPack.Write(Study(seed, bootcamp, selfTaught, degree), At)))
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, CancellationToken);
        }

        var (honest, output) = await PythonAsync(folder);
        var report = Path.Combine(folder, "report.json");
        var text = await File.ReadAllTextAsync(report, CancellationToken);
        await File.WriteAllTextAsync(report, text.Replace("\"mean\": 6.", "\"mean\": 7.", StringComparison.Ordinal), CancellationToken);
        var (changed, _) = await PythonAsync(folder);
        Directory.Delete(folder, recursive: true);

        Assert.True(honest == 0, output);
        Assert.Contains(" numbers computed anew, 0 differ.", output, StringComparison.Ordinal);
        Assert.Equal(1, changed);
    }

    [Fact]
    public void A_rubric_version_can_neither_be_a_formula_nor_break_the_table()
    {
        var report = Report(1, 40, 31, 60);
        var csv = System.Text.Encoding.UTF8.GetString(CohortCsv.Write(report with { Source = report.Source with { RubricVersion = "=1,2" } }));

        Assert.Contains("submissions,task-runner,\"'=1,2\",rubric-hash-1,all,Bootcamp,", csv, StringComparison.Ordinal);
    }

    /// <summary>The report with hires over as many people: small and large counts, values nobody was hired with, three people less than a comparison takes.</summary>
    private static CohortStudy Study(int seed, int bootcamp, int selfTaught, int degree)
    {
        var report = Report(seed, bootcamp, selfTaught, degree);
        var random = new Random(seed);
        var hires =
            from item in Enumerable.Range(0, 12).Select(i => $"fact:kind-{i}").Concat(["behaviour:one", "combination:article"])
            from value in item.StartsWith("fact", StringComparison.Ordinal) ? ["a", "b", "c"] : item.StartsWith("behaviour", StringComparison.Ordinal) ? ["failed", "passed"] : new[] { "all", "not-all" }
            let people = 5 + random.Next(bootcamp + degree)
            select (item, value, new SelectionRate(value == "b" ? 0 : random.Next(people / 2), people));

        (string, IReadOnlyList<string>)[] items = [("behaviour:one", ["failed", "passed"]), ("behaviour:two", ["failed", "passed"]), ("criterion:three", ["1", "3", "6", "9"]), ("criterion:none", ["1", "9"])];
        var sums =
            from item in items.Take(3)
            from value in item.Item2
            where value != "3" && (item.Item1 != "behaviour:two" || value != "failed")
            select (Key: (item.Item1, value), Sums: Sums(5 + random.Next(degree), item.Item1[0] == 'b' ? value == "passed" ? 1 : 0 : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture), random));
        LearningPath[] paths = [LearningPath.Bootcamp, LearningPath.SelfTaught, LearningPath.CsDegree];
        var strata =
            from item in Enumerable.Range(0, 8).Select(i => $"behaviour:{i}")
            from path in paths
            from band in Enumerable.Range(2, 6)
            let people = 4 + random.Next(12)
            select new Stratum(item, path, band, people, random.Next(people + 1));

        // One band of hours is too small to be shown, and another has nobody.
        var hours = EffortBands.All.Index().Where(b => b.Item != "3-to-4").ToDictionary(b => b.Item, b => Sums(b.Index == 0 ? 4 : 5 + random.Next(degree), 1 + b.Index, random));

        return new(
            report,
            HireStatistics.Of(report.Source, null, [.. hires]),
            HealthStatistics.Of(report.Source, null, items, sums.ToDictionary(s => s.Key, s => s.Sums)) with { Effort = EffortStatistics.Of(hours) },
            FairnessStatistics.Of(report.Source, [.. strata], paths.ToHashSet(), paths.ToDictionary(path => path, _ => "2026-06")));
    }

    private static ItemSums Sums(int people, int score, Random random)
    {
        var sums = default(ItemSums);
        for (var i = 0; i < people; i++)
        {
            decimal rest = random.Next(10);
            sums += new ItemSums(1, score, score * score, rest, rest * rest, score * rest);
        }

        return sums;
    }

    /// <summary>Random scores around 6, as the database would give them.</summary>
    private static CohortReport Report(int seed, int bootcamp, int selfTaught, int degree)
    {
        var random = new Random(seed);
        var samples =
            from cohort in new (LearningPath Path, int People)[] { (LearningPath.Bootcamp, bootcamp), (LearningPath.SelfTaught, selfTaught), (LearningPath.CsDegree, degree) }
            from dimension in new[] { "language", "concurrency", "typing", "resilience", "overall" }
            let scores = Enumerable.Range(0, cohort.People).Select(_ => 4.5m + random.Next(30) / 10m + (cohort.Path == LearningPath.CsDegree ? 0.5m : 0))
            select (Key: (cohort.Path, dimension), Sample: new ScoreHistogram(scores.GroupBy(s => s).Select(g => new ScoreCount(g.Key, g.Count()))));
        var source = new SampleSource(Population.Submissions, "task-runner", "Task runner", Guid.Empty, "1.0.0", "rubric-hash-1");

        var decided = new Dictionary<LearningPath, SelectionRate>
        {
            [LearningPath.Bootcamp] = new(bootcamp / 3, bootcamp),
            [LearningPath.SelfTaught] = new(selfTaught / 4, selfTaught),
            [LearningPath.CsDegree] = new(degree / 2, degree),
        };

        return CohortStatistics.Of(source, quarter: null, samples.ToDictionary(s => s.Key, s => s.Sample), decided);
    }

    private static Dictionary<string, byte[]> Files(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var bytes = new MemoryStream();
            using var content = entry.Open();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The script is ours and is run as an auditor would run it.")]
    private static async Task<(int ExitCode, string Output)> PythonAsync(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["recompute.py"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken);
        await process.WaitForExitAsync(CancellationToken);
        return (process.ExitCode, output);
    }
}
