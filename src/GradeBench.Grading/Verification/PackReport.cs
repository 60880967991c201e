using System.Text.Json.Serialization;

namespace GradeBench.Grading;

/// <summary>What proving a pack showed. A pack with problems must not be published.</summary>
public sealed record PackReport
{
    /// <summary>The pack's id, for example <c>task-runner</c>.</summary>
    public required string Assessment { get; init; }

    /// <summary>The version of the pack that was proved; no other is.</summary>
    public required string PackVersion { get; init; }

    public required string RubricVersion { get; init; }

    /// <summary>How often the reference was graded, each time with another seed.</summary>
    public required int Repetitions { get; init; }

    /// <summary>The lowest score of the reference in any dimension and repetition, 1 to 10.</summary>
    public required decimal ReferenceScore { get; init; }

    /// <summary>Overall score of the untouched starter, 1 to 10.</summary>
    public required decimal StarterScore { get; init; }

    public required IReadOnlyList<MutantReport> Mutants { get; init; }

    public required IReadOnlyList<SampleReport> Samples { get; init; }

    /// <summary>In the pack's order.</summary>
    public required IReadOnlyList<BehaviourReport> Behaviours { get; init; }

    /// <summary>Why the pack must not be published: one sentence each. Empty when it may.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What its authors should look at, though it keeps nobody from publishing it.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    [JsonIgnore]
    public bool Passed => Problems.Count == 0;
}

/// <summary>One mutant.</summary>
/// <param name="Expected">The behaviours it must fail.</param>
/// <param name="Failed">The behaviours it did fail.</param>
public sealed record MutantReport(string Name, IReadOnlyList<string> Expected, IReadOnlyList<string> Failed)
{
    [JsonIgnore]
    public bool AsExpected => Expected.Order(StringComparer.Ordinal).SequenceEqual(Failed.Order(StringComparer.Ordinal));
}

/// <summary>One sample.</summary>
/// <param name="Overall">Its overall score, 1 to 10.</param>
public sealed record SampleReport(string Name, decimal Overall);

/// <summary>What the proofs say of one behaviour.</summary>
/// <param name="Mutants">How many mutants fail it.</param>
/// <param name="Difficulty">Share of the samples that pass it, 0 to 1: the item difficulty of classical test theory, where 1 is easy.</param>
/// <param name="Discrimination">
/// Corrected item-total correlation over the samples, -1 to 1: whether those who pass it also pass most others. Null when
/// all samples pass it or none does, so that it separates nobody.
/// </param>
/// <param name="Slowest">The longest its test took with the reference.</param>
/// <param name="Limit">The test's limit.</param>
public sealed record BehaviourReport(
    string Id, int Mutants, double Difficulty, double? Discrimination, TimeSpan Slowest, TimeSpan Limit)
{
    /// <summary>Share of the limit that the slowest run left, 0 to 1.</summary>
    public double Headroom => Math.Max(0, 1 - (Slowest / Limit));
}
