using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using GradeBench.Assessments;
using GradeBench.Assessments.Judge;
using GradeBench.Core.Feedback;
using GradeBench.Core.Reviews;
using GradeBench.Rubrics;
using GradeBench.TestKit;
using GradeBench.Worker.Startup;

namespace GradeBench.Worker.Tests.Feedback;

/// <summary>Over every pack and every sample: what a candidate may read names no hidden test, input, seed, expected value or path of ours.</summary>
public sealed partial class FeedbackLeakTests
{
    private const string Secret = "Expected: 4711 Received: 4712";

    private static readonly JsonSerializerOptions AsRead = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Packs => [.. AssessmentPacks.All.Select(pack => pack.Id)];

    [Theory]
    [MemberData(nameof(Packs))]
    public void Feedback_on_a_submission_that_fails_everything_gives_nothing_hidden_away(string id)
    {
        var pack = AssessmentPacks.Find(id)!;
        var evidence = Failing(pack);
        var scorecard = Scorer.Score(evidence, Rubric(id));

        AssertNothingHidden(pack, Feedback(evidence, scorecard));
        var check = JsonSerializer.Serialize(UploadCheck.Of(evidence, pack.Examples));
        Assert.DoesNotContain(Secret, check, StringComparison.Ordinal);
        Assert.All(pack.Behaviours.Where(b => !pack.Examples.Contains(b.Id)), b => Assert.DoesNotContain(b.CandidateSentence, check, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Feedback_on_the_samples_gives_nothing_hidden_away(string id)
    {
        var pack = AssessmentPacks.Find(id)!;
        var samples = Directory.GetFiles(CheckoutPaths.Of("sample-submissions", id), "expected-scorecard.json", SearchOption.AllDirectories);

        Assert.NotEmpty(samples);
        Assert.All(samples, file => AssertNothingHidden(pack, Feedback(Failing(pack), StoredForm.ReadScorecard(File.ReadAllText(file)))));
    }

    private static CandidateFeedback Feedback(Evidence evidence, Scorecard scorecard) =>
        CandidateFeedback.Of(evidence, scorecard.Gates, ReviewedScorecard.Of(scorecard, [], []), rubric: null);

    private static void AssertNothingHidden(AssessmentPack pack, CandidateFeedback feedback)
    {
        // As a page shows it: without the criterion's id, which stands in the published rubric.
        var text = JsonSerializer.Serialize(feedback, AsRead);
        var tests = pack.HiddenTests.SelectMany(type => type.GetMethods().Where(m => m.GetCustomAttribute<BehaviourAttribute>() is not null));
        string[] hidden =
        [
            .. pack.HiddenTests.Select(type => type.Name), .. tests.Select(method => method.Name), .. pack.Behaviours.Select(b => $"\"{b.Id}\""),
            Secret, "4711", "917305", "HiddenTests", "xunit", "Assert.",
        ];

        Assert.All(hidden, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch(RuleId(), text);
        Assert.DoesNotMatch(AbsolutePath(), text);
    }

    private static Evidence Failing(AssessmentPack pack) => new()
    {
        Assessment = pack.Id,
        PackVersion = pack.Version,
        Language = "csharp",
        Compile = new CompileEvidence(true, []),
        Behaviours = [.. pack.Behaviours.Select(b => new BehaviourResult(b.Id, b.Title, BehaviourVerdict.Failed, b.CandidateSentence, Secret) { Console = Secret })],
        Flags = [Secret],
        Conditions = new RunConditions(917305, "cgroup-v1", ".NET 10"),
    };

    private static Rubric Rubric(string id)
    {
        var published = PackCatalog.ToPublish().Single(pack => pack.AssessmentId == id).Rubric;

        return RubricLoader.Load(published.Yaml, id).OrThrow();
    }

    [GeneratedRegex(@"\bGB\d{4}\b")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"(^|[\s""'(])/(tmp|home|root|app|dotnet|work|var|usr)/")]
    private static partial Regex AbsolutePath();
}
