using System.Collections.Immutable;

namespace GradeBench.Assessments;

/// <summary>
/// One assessment as it is published and graded: what a candidate is given, and what a submission is tested for. The
/// rubric is versioned apart and joined by <see cref="Id"/>.
/// </summary>
public sealed record AssessmentPack
{
    /// <summary>Stable id, for example <c>task-runner</c>; names the rubric, the samples and the starter too.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>
    /// The first 12 hexadecimal digits of the SHA-256 of everything in the pack, the sources of its hidden tests
    /// included. Equal versions grade alike.
    /// </summary>
    public required string Version { get; init; }

    /// <summary>The statement a candidate reads, in Markdown.</summary>
    public required string Statement { get; init; }

    /// <summary>The starter as a zip archive; the same bytes whenever and wherever it is made.</summary>
    public required ImmutableArray<byte> Starter { get; init; }

    public required PackLimits Limits { get; init; }

    /// <summary>What the hidden tests look at, in the order a scorecard lists them.</summary>
    public required IReadOnlyList<PackBehaviour> Behaviours { get; init; }

    /// <summary>
    /// Ids of the behaviours that the starter's example tests show. They are no secret, so a candidate is told at once
    /// whether they were seen. Not part of the version: they change what is said, not how it is graded.
    /// </summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The interface a submission implements.</summary>
    public required Type Contract { get; init; }

    /// <summary>The classes that hold the hidden tests.</summary>
    public required IReadOnlyList<Type> HiddenTests { get; init; }

    /// <summary>
    /// Names of the packages a submission may use; none by default. Their versions are this installation's, in
    /// <c>SubmissionPackages.props</c>, and the statement names them.
    /// </summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Which files of an upload are the candidate's answer.</summary>
    public required GradedFiles GradedFiles { get; init; }
}
