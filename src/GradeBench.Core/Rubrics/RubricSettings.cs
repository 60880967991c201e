namespace GradeBench.Core.Rubrics;

/// <summary>How rubric changes of one assessment are looked at.</summary>
public sealed class RubricSettings
{
    public const int MostPinned = 3;

    public const decimal DefaultBar = 6.0m;

    public required string AssessmentId { get; init; }

    /// <summary>The overall score from which on people usually go on. It decides nothing; dry runs tell who would cross it.</summary>
    public required decimal Bar { get; set; }

    /// <summary>Up to three submissions every draft is tried on while it is edited.</summary>
    public required Guid[] Pinned { get; set; }
}
