using GradeBench.Core.Attempts;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Submissions;

namespace GradeBench.Core.Decisions;

/// <summary>
/// What somebody decided about an attempt, and why. Decisions are only ever added: a later one takes the place of an
/// earlier one and leaves it to be read.
/// </summary>
public sealed class Decision
{
    public const int ShortestReason = 10;

    public const int LongestReason = 2000;

    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    /// <summary>The upload it was made on: the attempt's last.</summary>
    public required Guid SubmissionId { get; init; }

    public Submission Submission { get; init; } = null!;

    /// <summary>The rubric of the scorecard that was read.</summary>
    public required Guid RubricVersionId { get; init; }

    public RubricVersion RubricVersion { get; init; } = null!;

    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The rubric's criterion the reason is about, so that every reason is about the job.</summary>
    public required string CriterionId { get; init; }

    /// <summary>Between <see cref="ShortestReason"/> and <see cref="LongestReason"/> characters. Personal data of the candidate.</summary>
    public required string Reason { get; init; }

    /// <summary>A user's name.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>From when it counts: where a second person approved it, the moment of that.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The second person; null where the assessment asked for none.</summary>
    public string? ApprovedBy { get; init; }
}
