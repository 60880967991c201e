using GradeBench.Core.Attempts;
using GradeBench.Core.Submissions;

namespace GradeBench.Core.Reviews;

/// <summary>
/// What one person thinks of one upload. Others see it when it is finished and their own is too, so that two reviews are
/// two opinions. A criterion without a level of its own means: the machine's score is right.
/// </summary>
public sealed class Review
{
    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    public required Guid SubmissionId { get; init; }

    public Submission Submission { get; init; } = null!;

    /// <summary>A user's name; one review of an upload each.</summary>
    public required string Reviewer { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is a draft that only its reviewer sees.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    public ICollection<ReviewLevel> Levels { get; } = [];

    public ICollection<ReviewNote> Notes { get; } = [];
}

/// <summary>A level a reviewer gave instead of the machine's score, which stays beside it.</summary>
public sealed class ReviewLevel
{
    public const int ShortestReason = 10;

    public const int LongestReason = 2000;

    public required Guid ReviewId { get; init; }

    public required string CriterionId { get; init; }

    /// <summary>1 to 10.</summary>
    public required int Level { get; set; }

    /// <summary>What the machine said when the level was given.</summary>
    public required decimal MachineScore { get; set; }

    /// <summary>Personal data of the candidate.</summary>
    public required string Reason { get; set; }

    public required DateTimeOffset GivenAt { get; set; }
}

/// <summary>The level of a criterion on which reviewers did not agree, settled by one of them with a reason.</summary>
public sealed class SettledLevel
{
    public required Guid SubmissionId { get; init; }

    public Submission Submission { get; init; } = null!;

    public required string CriterionId { get; init; }

    /// <summary>1 to 10; with a decimal only where it is the machine's score.</summary>
    public required decimal Level { get; set; }

    public required string Reason { get; set; }

    public required string SettledBy { get; set; }

    public required DateTimeOffset SettledAt { get; set; }
}
