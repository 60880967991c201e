using GradeBench.Core.Decisions;
using GradeBench.Core.Runs;

namespace GradeBench.Core.Reviews;

/// <summary>
/// One attempt as the review queue shows it. The database keeps these rows up to date by itself (<c>ReviewQueueSql</c>), so
/// that a page over very many submissions reads one flat table and no writer can forget it. Nobody writes them here.
/// </summary>
public sealed class QueueEntry
{
    public Guid AttemptId { get; init; }

    /// <summary>The upload that counts: the attempt's last.</summary>
    public Guid SubmissionId { get; init; }

    public string AssessmentId { get; init; } = "";

    public int Number { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Of the latest run.</summary>
    public RunState State { get; init; }

    /// <summary>Of the result that stands; null until graded.</summary>
    public decimal? Overall { get; init; }

    public IReadOnlyDictionary<string, decimal>? Dimensions { get; init; }

    /// <summary>The decision that stands; null for none.</summary>
    public DecisionOutcome? Decision { get; init; }

    /// <summary>Everybody who began a review of this upload.</summary>
    public List<string> Reviewers { get; init; } = [];

    /// <summary>Those of them who finished it.</summary>
    public List<string> FinishedBy { get; init; } = [];

    /// <summary>On how many criteria finished reviews differ with nobody having settled it.</summary>
    public int Disagreements { get; init; }
}
