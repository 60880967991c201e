namespace GradeBench.Core.Rubrics;

/// <summary>A published rubric. Never changes: scores keep the version they were given under.</summary>
public sealed class RubricVersion
{
    /// <summary>Stands in <see cref="PublishedBy"/> for the rubric that came with a pack.</summary>
    public const string ByPack = "pack";

    public required Guid Id { get; init; }

    public required string AssessmentId { get; init; }

    /// <summary>Version of the rules as its author wrote it, for example <c>1.0.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the text with LF line ends, in lower-case hex; unique within the assessment.</summary>
    public required string ContentHash { get; init; }

    public required string Yaml { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Who published it: a user's name, or <see cref="ByPack"/>.</summary>
    public required string PublishedBy { get; init; }
}
