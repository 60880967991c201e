using GradeBench.Core.Assessments;
using GradeBench.Core.Runs;
using GradeBench.Rubrics;

namespace GradeBench.TestKit.Data;

public sealed partial class TestData
{
    /// <summary>A rubric that can be loaded: two behaviours, whose weights can be chosen.</summary>
    public static string RubricYaml(string version = "1.0.0", int order = 50) => $$"""
        assessment: {{AssessmentId}}
        version: {{version}}
        dimensions:
          - { id: concurrency, title: Concurrency, weight: 100 }
        criteria:
          - id: order
            title: Results keep their order
            dimension: concurrency
            weight: {{order}}
            evidence:
              - behaviours: [order.results]
            levels:
              - { score: 1, anchor: Results come in any order. }
              - { score: 5, anchor: Short lists keep their order. }
              - { score: 9, anchor: Every list keeps its order. }
          - id: failures
            title: A failure stays alone
            dimension: concurrency
            weight: {{100 - order}}
            evidence:
              - behaviours: [failures.isolated]
            levels:
              - { score: 1, anchor: One failure ends the call. }
              - { score: 5, anchor: A failure costs a worker. }
              - { score: 9, anchor: A failure is an outcome. }
        gates:
          - id: does-not-compile
            title: Does not compile
            when: { compiles: false }
            atMost: 1

        """;

    /// <summary>A pack whose rubric can be loaded.</summary>
    public static PackToPublish LoadablePack(string? yaml = null)
    {
        var text = yaml ?? RubricYaml();
        var rubric = RubricLoader.Load(text, "test.yaml").OrThrow();

        return Pack() with
        {
            Behaviours = [new PublishedBehaviour("order.results", "Returns results in task order"), new PublishedBehaviour("failures.isolated", "A failing task hurts nobody")],
            Rubric = new RubricToPublish(rubric.Version, rubric.ContentHash, text),
        };
    }

    /// <summary>A submission that was graded with that rubric; each behaviour passed or not.</summary>
    /// <returns>The submission's id.</returns>
    public async Task<Guid> GradedAsync(bool order, bool failures, string? yaml = null)
    {
        // The attempt first: inviting somebody publishes the other small pack, unless it is known.
        var attempt = await AttemptAsync();
        await PackAsync(LoadablePack(yaml));
        var receipt = await SubmissionAsync(attempt.AttemptId);
        var evidence = Evidence() with { Behaviours = [Behaviour("order.results", order), Behaviour("failures.isolated", failures)] };
        var claim = await ClaimAsync(receipt.RunId);
        var card = Scorer.Score(evidence, RubricLoader.Load(yaml ?? RubricYaml(), "test.yaml").OrThrow());
        if (!await app.UseAsync((RunLease lease) => lease.CompleteAsync(claim, evidence, card, CancellationToken)))
        {
            throw new InvalidOperationException($"Run {receipt.RunId} could not be completed.");
        }

        return receipt.SubmissionId;
    }

    private static BehaviourResult Behaviour(string id, bool passed) =>
        new(id, id, passed ? BehaviourVerdict.Passed : BehaviourVerdict.Failed, passed ? null : "It did not.", passed ? null : "Expected 1; received 2.");
}
