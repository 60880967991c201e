using GradeBench.Grading;

namespace GradeBench.Assessments.Tests;

/// <summary>What the <c>csv-pipeline</c> pack is proved with. The exemplary sample is its reference.</summary>
public sealed class CsvPipelineProof : IProvenPack
{
    public static PackProof Proof { get; } = new ProofFolder(Repository.Path()).Read(AssessmentPacks.Find("csv-pipeline")!);

    public static IReadOnlyList<string> SamplesGradedTwice => ["racy", "solid", "untyped"];
}
