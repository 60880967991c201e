using GradeBench.Assessments;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading.Tests;

/// <summary>What a proof notices. Gradings are made up here, because a good pack has none of these faults.</summary>
public sealed class PackVerifierTests
{
    private static readonly AssessmentPack Pack = AssessmentPacks.Find("task-runner")!;
    private static readonly string[] Ids = [.. Pack.Behaviours.Select(behaviour => behaviour.Id)];

    private readonly ProofFolder _checkout = ProofFolder.Above(AppContext.BaseDirectory)!;

    [Fact]
    public async Task A_pack_without_fault_passes()
    {
        var report = await VerifyAsync(Honest, repetitions: 3);

        Assert.Empty(report.Problems);
        Assert.Equal((3, 10m, 1m), (report.Repetitions, report.ReferenceScore, report.StarterScore));
        Assert.All(report.Mutants, mutant => Assert.True(mutant.AsExpected));
        Assert.Equal(Ids, report.Behaviours.Select(behaviour => behaviour.Id));
        Assert.Contains($"{Ids[1]} separates nobody: every sample passes it.", report.Remarks);
    }

    [Fact]
    public async Task One_failure_in_many_repetitions_of_the_reference_is_named_with_its_seed()
    {
        var repetition = 0;
        var report = await VerifyAsync(
            (name, fails) => name == "reference" && Interlocked.Increment(ref repetition) == 5 ? [Ids[3]] : Honest(name, fails), repetitions: 8);

        var problem = Assert.Single(report.Problems, problem => problem.Contains(Ids[3], StringComparison.Ordinal));
        Assert.Contains("seed 20004", problem, StringComparison.Ordinal);
        Assert.Contains(report.Problems, problem => problem.Contains("must score 10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mutant_that_survives_and_one_that_fails_something_unrelated_are_named()
    {
        var report = await VerifyAsync((name, fails) => name switch
        {
            "first" => [],
            "second" => [.. fails, Ids[5]],
            _ => Honest(name, fails),
        });

        Assert.Equal(
            [$"Mutant first (breaks the first) passed {Ids[0]}, which it breaks.", $"Mutant second (breaks the second) failed {Ids[5]}, which it does not break (seed 20001; {Ids[5]}: Failed, made up)."],
            report.Problems);
    }

    [Fact]
    public async Task A_sample_whose_grade_depends_on_the_seed_is_named()
    {
        var grading = 0;
        var report = await VerifyAsync((name, fails) => name == "good" && Interlocked.Increment(ref grading) == 2 ? [Ids[4]] : Honest(name, fails));

        Assert.Equal([$"Sample good passes {Ids[4]} with one seed and not with another (seeds 20000, 20001)."], report.Problems);
    }

    [Fact]
    public async Task A_starter_that_scores_for_nothing_fails_the_pack() =>
        Assert.Contains("The untouched starter scored 10.0", Assert.Single((await VerifyAsync((name, fails) => name == "starter" ? [] : Honest(name, fails))).Problems), StringComparison.Ordinal);

    [Fact]
    public async Task A_test_near_its_limit_fails_the_pack()
    {
        var report = await VerifyAsync(Honest, slow: Ids[2]);

        Assert.Contains($"The test of {Ids[2]} took", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grading_that_fails_by_our_fault_proves_nothing()
    {
        var report = await VerifyAsync((name, fails) => name == "second" ? null : Honest(name, fails));

        Assert.Equal(["Mutant second was not graded: broken on purpose"], report.Problems);
    }

    [Fact]
    public void Every_pack_of_the_checkout_has_its_proof() =>
        Assert.All(AssessmentPacks.All, pack =>
        {
            var proof = _checkout.Read(pack);
            Assert.NotEmpty(proof.Reference);
            Assert.InRange(proof.Mutants.Count, 20, int.MaxValue);
            Assert.InRange(proof.Samples.Count, 10, int.MaxValue);
            Assert.All(proof.Mutants, mutant => Assert.NotEmpty(mutant.Files));
        });

    [Fact]
    public async Task A_report_is_found_again_by_its_version_only()
    {
        var folder = Directory.CreateTempSubdirectory("gradebench-test-").FullName;
        var report = await VerifyAsync((name, fails) => name == "first" ? [] : Honest(name, fails));

        PackReportFiles.Write(report, folder);

        Assert.Equal(report.Problems, PackReportFiles.Find(Pack.Id, Pack.Version, folder)!.Problems);
        Assert.Null(PackReportFiles.Find(Pack.Id, "another", folder));
        Assert.Null(PackReportFiles.Find("another", Pack.Version, folder));
        Assert.Null(PackReportFiles.Find(Pack.Id, Pack.Version, null));
        Directory.Delete(folder, recursive: true);
    }

    private static string[]? Honest(string name, IReadOnlyList<string> fails) => name == "starter" ? Ids : [.. fails];

    private async Task<PackReport> VerifyAsync(
        Func<string, IReadOnlyList<string>, IReadOnlyList<string>?> failed, int repetitions = 1, string? slow = null)
    {
        var proof = _checkout.Read(Pack) with
        {
            Reference = Submission("reference"),
            Mutants = [new("first", "breaks the first", Submission("first"), [Ids[0]]), new("second", "breaks the second", Submission("second"), [Ids[1]])],
            Samples = [new("good", Submission("good")), new("bad", Submission("bad"))],
        };
        var fails = new Dictionary<string, string[]>
        {
            ["first"] = [Ids[0]],
            ["second"] = [Ids[1]],
            ["bad"] = [Ids[0]],
        };

        return await new PackVerifier(new MadeUpGrader(name => failed(name, fails.GetValueOrDefault(name, [])), slow), places: 1)
            .VerifyAsync(proof, repetitions, null, TestContext.Current.CancellationToken);
    }

    private static SourceFile[] Submission(string name) => [new($"{name}.cs", "")];

    /// <summary>Grades by file name, the starter's being Solution: everything passes but what it is told.</summary>
    private sealed class MadeUpGrader(Func<string, IReadOnlyList<string>?> failed, string? slow) : IGrader
    {
        public Task<GradingResult> GradeAsync(GradingRequest request, IProgress<GradingProgress>? progress, CancellationToken cancellationToken)
        {
            var file = Path.GetFileNameWithoutExtension(Assert.Single(request.Files).Path);
            var name = file == "Solution" ? "starter" : file;
            if (failed(name) is not { } fails) return Task.FromResult<GradingResult>(new GradingResult.Faulted("broken on purpose"));

            var evidence = new Evidence
            {
                Assessment = request.Pack.Id,
                PackVersion = request.Pack.Version,
                Language = request.Language,
                Compile = new CompileEvidence(true, []),
                Behaviours = [.. request.Pack.Behaviours.Select(b => new BehaviourResult(
                    b.Id, b.Title, fails.Contains(b.Id) ? BehaviourVerdict.Failed : BehaviourVerdict.Passed, null, fails.Contains(b.Id) ? "made up" : null))],
                Conditions = new RunConditions(request.Seed, "made up", ".NET"),
            };
            var score = fails.Count == 0 ? 10m : fails.Count == Ids.Length ? 1m : 9m;
            var scorecard = new Scorecard
            {
                Rubric = new RubricReference(request.Rubric.Assessment, request.Rubric.Version, request.Rubric.ContentHash),
                PackVersion = request.Pack.Version,
                EvidenceFormat = Evidence.CurrentFormat,
                Overall = score,
                Dimensions = [.. DimensionIds.All.Select(id => new DimensionScore(id, id, 25, score))],
                Criteria = [],
                Gates = [],
            };
            var times = new GradingTimes(default, default, default, default)
            {
                Tests = request.Pack.Behaviours.ToDictionary(b => b.Id, b => b.Limit * (b.Id == slow ? 0.6 : 0.01)),
            };

            return Task.FromResult<GradingResult>(new GradingResult.Graded(evidence, scorecard, times));
        }
    }
}
