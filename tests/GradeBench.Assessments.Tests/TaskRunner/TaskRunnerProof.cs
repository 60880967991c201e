using GradeBench.Grading;

namespace GradeBench.Assessments.Tests;

/// <summary>What the <c>task-runner</c> pack is proved with.</summary>
public sealed class TaskRunnerProof : IProvenPack
{
    public static PackProof Proof { get; } = new ProofFolder(Repository.Path()).Read(AssessmentPacks.Find("task-runner")!);

    public static IReadOnlyList<string> SamplesGradedTwice => ["racy-counter", "solid", "untyped"];

    // outcomes.error tells what an outcome says, and whether a failure is kept.
    public static IReadOnlyList<string> CountedTwice => ["outcomes.error"];
}
