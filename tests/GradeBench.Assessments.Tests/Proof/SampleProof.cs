using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

/// <summary>
/// Each sample gives its complete expected scorecard. Run with GRADEBENCH_UPDATE_GOLDEN=1 to accept what is there now, and
/// read the difference before committing it.
/// </summary>
public abstract class SampleProof<TPack>(SampleProof<TPack>.Gradings gradings) : IClassFixture<SampleProof<TPack>.Gradings>
    where TPack : IProvenPack
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

#pragma warning disable CA1000 // The test framework looks the names up where the theory stands.
    public static TheoryData<string> Names => [.. TPack.Proof.Samples.Select(sample => sample.Name)];
#pragma warning restore CA1000

    private protected Task<GradingResult.Graded> GradedAsync(string sample) => gradings.Of(sample);

    [Theory, MemberData(nameof(Names))]
    public async Task A_sample_gives_its_expected_scorecard(string name)
    {
        var file = Repository.Path("sample-submissions", TPack.Proof.Pack.Id, "csharp", name, "expected-scorecard.json");

        var scorecard = Golden((await gradings.Of(name)).Scorecard);

        if (Environment.GetEnvironmentVariable("GRADEBENCH_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(file, scorecard, TestContext.Current.CancellationToken);
        Assert.Equal(File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "", scorecard, ignoreLineEndingDifferences: true);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_values_of_a_samples_evidence_give_the_numbers_of_its_scorecard(string name)
    {
        var graded = await gradings.Of(name);

        var numbers = Scorer.Score(EvidenceValues.Of(graded.Evidence), TPack.Proof.Rubric);

        Assert.Equal(graded.Scorecard.Overall, numbers.Overall);
        Assert.Equal(graded.Scorecard.Dimensions.Select(dimension => dimension.Score), numbers.Dimensions);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Every_point_a_sample_lost_names_what_cost_it_and_where(string name)
    {
        var scorecard = (await gradings.Of(name)).Scorecard;
        var lengths = TPack.Proof.Samples.Single(sample => sample.Name == name).Files.ToDictionary(file => file.Path, file => file.Text.Split('\n').Length, StringComparer.Ordinal);

        foreach (var criterion in scorecard.Criteria)
        {
            // Each number is rounded by itself.
            Assert.InRange(criterion.Evidence.Sum(e => e.Lost) - (10m - criterion.EvidenceScore), -0.1m, 0.1m);
            Assert.True(criterion.Score == criterion.EvidenceScore || scorecard.Gates.Any(gate => gate.Id == criterion.CappedBy), criterion.Id);
        }

        var deciding = scorecard.Criteria.SelectMany(c => c.Evidence).Where(e => e.Lost > 0).Concat(scorecard.Gates.SelectMany(gate => gate.Evidence)).ToList();
        Assert.All(deciding, e => Assert.False(string.IsNullOrWhiteSpace(e.Text), e.Id));
        Assert.All(deciding.Where(e => e.Kind == EvidenceKind.Behaviour), e => Assert.True(e.Value == "not tested" || TPack.Proof.Pack.Behaviours.Any(b => b.Id == e.Id), e.Id));
        Assert.All(deciding.Where(e => e.Kind != EvidenceKind.Behaviour), e => Assert.True(e.Lines.Count > 0, $"{e.Id}: {e.Text}"));
        Assert.All(deciding.SelectMany(e => e.Lines), line => Assert.InRange(line.EndLine, line.StartLine, lengths[line.File]));
        if (scorecard.Overall < 10m) Assert.NotEmpty(deciding);
    }

    [Fact]
    public async Task The_exemplary_sample_scores_nine_and_a_half_or_more() =>
        Assert.InRange((await gradings.Of("exemplary")).Scorecard.Overall, 9.5m, 10m);

    [Fact]
    public async Task The_sample_that_does_not_compile_scores_one_throughout()
    {
        var scorecard = (await gradings.Of("does-not-compile")).Scorecard;

        Assert.All(scorecard.Dimensions, dimension => Assert.Equal(1m, dimension.Score));
        Assert.Equal(1m, scorecard.Overall);
    }

    [Fact]
    public async Task Samples_are_graded_alike_whatever_the_seed()
    {
        var again = await Task.WhenAll(TPack.SamplesGradedTwice.Select(async name => (Name: name, Graded: await gradings.AgainAsync(name))));

        foreach (var (name, graded) in again)
        {
            var first = await gradings.Of(name);
            var changed = graded.Evidence.Behaviours.Where(b => first.Evidence.Behaviours.Single(f => f.Id == b.Id) is var f && f.Verdict != b.Verdict)
                .Select(b => $"{name}, {b.Id}: now {b.Verdict} ({b.Detail}), at first {first.Evidence.Behaviours.Single(f => f.Id == b.Id).Detail}");

            Assert.True(!changed.Any(), string.Join('\n', changed));
            Assert.Equal(Golden(first.Scorecard), Golden(graded.Scorecard));
        }
    }

    /// <summary>
    /// The scorecard as people read it in a review. Versions of pack and rubric text are left out: they change with every
    /// edit, even one that changes no score.
    /// </summary>
    private static string Golden(Scorecard scorecard)
    {
        var stored = StoredForm.Write(scorecard with { PackVersion = "*", Rubric = scorecard.Rubric with { ContentHash = "*" } });

        return JsonNode.Parse(stored)!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>All samples are graded side by side while the tests wait for theirs.</summary>
    public sealed class Gradings(PackGrader grader)
    {
        private readonly Dictionary<string, Task<GradingResult.Graded>> _running =
            TPack.Proof.Samples.ToDictionary(sample => sample.Name, sample => grader.GradeAsync(TPack.Proof, sample.Files));

        internal Task<GradingResult.Graded> Of(string sample) => _running[sample];

        internal Task<GradingResult.Graded> AgainAsync(string sample) =>
            grader.GradeAsync(TPack.Proof, TPack.Proof.Samples.Single(s => s.Name == sample).Files, seed: 4711);
    }
}
