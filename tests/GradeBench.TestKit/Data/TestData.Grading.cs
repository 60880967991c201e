using GradeBench.Core.Runs;
using GradeBench.Rubrics;

namespace GradeBench.TestKit.Data;

public sealed partial class TestData
{
    /// <summary>Evidence of a submission that compiles and passes.</summary>
    public static Evidence Evidence() => new()
    {
        Assessment = AssessmentId,
        PackVersion = PackVersion,
        Language = "csharp",
        Compile = new CompileEvidence(true, []),
        Behaviours = [new BehaviourResult("order.results", "Returns results in task order", BehaviourVerdict.Passed, null, null)],
        Conditions = new RunConditions(1, "cgroup-v1", ".NET 10"),
    };

    /// <summary>A scorecard with that score in every dimension.</summary>
    public static Scorecard Scorecard(decimal score = 8.0m, string rubricHash = RubricHash) => new()
    {
        Rubric = new RubricReference(AssessmentId, "1.0.0", rubricHash),
        PackVersion = PackVersion,
        EvidenceFormat = Rubrics.Evidence.CurrentFormat,
        Overall = score,
        Dimensions = [.. DimensionIds.All.Select(id => new DimensionScore(id, id, 25, score))],
        Criteria = [],
        Gates = [],
    };

    /// <summary>Claims a run as a worker would.</summary>
    public async Task<ClaimedRun> ClaimAsync(Guid runId, string worker = "worker-1") =>
        await app.UseAsync((RunLease lease) => lease.ClaimAsync(runId, worker, CancellationToken))
        ?? throw new InvalidOperationException($"Run {runId} could not be claimed.");

    /// <summary>Claims a run and completes it.</summary>
    public async Task GradeAsync(Guid runId, decimal score = 8.0m, string rubricHash = RubricHash, Evidence? evidence = null)
    {
        var claim = await ClaimAsync(runId);
        var completed = await app.UseAsync((RunLease lease) =>
            lease.CompleteAsync(claim, evidence ?? Evidence(), Scorecard(score, rubricHash), CancellationToken));
        if (!completed)
        {
            throw new InvalidOperationException($"Run {runId} could not be completed.");
        }
    }
}
