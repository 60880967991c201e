using GradeBench.Assessments;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>What a pack is proved with.</summary>
/// <param name="Reference">A submission that must score 10 in every dimension, however often and with whatever seed.</param>
/// <param name="Mutants">Submissions that are right but for one thing.</param>
/// <param name="Samples">Submissions as people write them, over the whole range: they show what a behaviour tells apart.</param>
public sealed record PackProof(
    AssessmentPack Pack, Rubric Rubric, IReadOnlyList<SourceFile> Reference, IReadOnlyList<ProofMutant> Mutants, IReadOnlyList<ProofSample> Samples);

/// <summary>A submission that is right but for one thing.</summary>
/// <param name="Breaks">What is wrong with it.</param>
/// <param name="Fails">All the behaviours that must fail because of that, and no others may.</param>
public sealed record ProofMutant(string Name, string Breaks, IReadOnlyList<SourceFile> Files, IReadOnlyList<string> Fails)
{
    /// <summary>Those of <see cref="Fails"/> that fail only as a consequence, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> AlsoFails { get; init; } = new Dictionary<string, string>();

    /// <summary>Why no behaviour fails, if none does.</summary>
    public string? Note { get; init; }
}

/// <summary>A sample submission.</summary>
public sealed record ProofSample(string Name, IReadOnlyList<SourceFile> Files);
