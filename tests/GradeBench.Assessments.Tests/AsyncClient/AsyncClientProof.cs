using GradeBench.Grading;

namespace GradeBench.Assessments.Tests;

/// <summary>What the <c>async-client</c> pack is proved with. The exemplary sample is its reference.</summary>
public sealed class AsyncClientProof : IProvenPack
{
    public static PackProof Proof { get; } = new ProofFolder(Repository.Path()).Read(AssessmentPacks.Find("async-client")!);

    public static IReadOnlyList<string> SamplesGradedTwice => ["solid", "retries-everything", "untyped"];
}
