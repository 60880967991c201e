using GradeBench.Grading;

namespace GradeBench.Assessments.Tests;

/// <summary>
/// A pack and what proves it. The proofs (<see cref="ReferenceProof{TPack}"/>, <see cref="MutantProof{TPack}"/>,
/// <see cref="SampleProof{TPack}"/>, <see cref="RubricProof{TPack}"/>) are the same for every pack.
/// </summary>
public interface IProvenPack
{
    /// <summary>The pack with its reference, mutants and samples, as <c>gradebench pack verify</c> finds them.</summary>
    static abstract PackProof Proof { get; }

    /// <summary>Samples that are graded a second time with another seed, and must get the same scorecard.</summary>
    static abstract IReadOnlyList<string> SamplesGradedTwice { get; }

    /// <summary>Behaviours that count in two criteria, because they tell two things.</summary>
    static virtual IReadOnlyList<string> CountedTwice => [];
}
