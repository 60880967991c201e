using GradeBench.Core.Storage;

namespace GradeBench.Core.Assessments;

/// <summary>What candidates and reviewers may know of one version of a pack. Never changes; hidden tests are not in it.</summary>
public sealed class PackVersion
{
    public required Guid Id { get; init; }

    public required string AssessmentId { get; init; }

    /// <summary>The pack's own version: equal versions grade alike.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 over everything published here, in lower-case hex; unique.</summary>
    public required string ContentHash { get; init; }

    public required string Title { get; init; }

    /// <summary>The statement a candidate reads, in Markdown.</summary>
    public required string Statement { get; init; }

    /// <summary>SHA-256 of the starter archive (zip), in lower-case hex.</summary>
    public required string StarterSha256 { get; init; }

    public StoredBlob Starter { get; init; } = null!;

    public required PublishedLimits Limits { get; init; }

    /// <summary>In the order a scorecard lists them.</summary>
    public required IReadOnlyList<PublishedBehaviour> Behaviours { get; init; }

    /// <summary>Ids of the behaviours that the starter's examples show; their outcome is told at once.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    public required PublishedFileRules FileRules { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}
