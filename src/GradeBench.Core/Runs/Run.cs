using GradeBench.Core.Assessments;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Submissions;

namespace GradeBench.Core.Runs;

/// <summary>One grading of one submission.</summary>
public sealed class Run
{
    public required Guid Id { get; init; }

    public required Guid SubmissionId { get; init; }

    public Submission Submission { get; init; } = null!;

    /// <summary>Counts the submission's runs from 1.</summary>
    public required int Number { get; init; }

    public required RunState State { get; set; }

    public RunStage Stage { get; set; }

    /// <summary>Seed of the test order and of generated inputs. Stored, so that a run can be repeated.</summary>
    public required long Seed { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When its job was last handed to the job engine; the reconciler looks for jobs that got lost.</summary>
    public required DateTimeOffset EnqueuedAt { get; set; }

    /// <summary>When the claim that led to its end, or the latest claim, was made.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The claim that holds the run: whoever finishes it must name this.</summary>
    public Guid? LeaseId { get; set; }

    /// <summary>A claim that is not renewed until then is void: that is how a dead worker's run comes back.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>The worker that holds, or last held, the run.</summary>
    public string? Worker { get; set; }

    /// <summary>How often it was claimed.</summary>
    public int Claims { get; set; }

    /// <summary>How often it ended in a fault of ours.</summary>
    public int Faults { get; set; }

    /// <summary>What went wrong last, for administrators.</summary>
    public string? LastFault { get; set; }

    /// <summary>The pack it was graded with; null until then.</summary>
    public Guid? PackVersionId { get; set; }

    public PackVersion? PackVersion { get; init; }

    /// <summary>The rubric its scores were given under; null until graded.</summary>
    public Guid? RubricVersionId { get; set; }

    public RubricVersion? RubricVersion { get; init; }

    /// <summary>Overall score, 1.0 to 10.0; null until graded.</summary>
    public decimal? Overall { get; set; }

    /// <summary>Score per dimension id, 1.0 to 10.0; null until graded.</summary>
    public IReadOnlyDictionary<string, decimal>? Dimensions { get; set; }

    /// <summary>Evidence and scorecard; null until graded. Large: include it only where one run is shown.</summary>
    public RunResult? Result { get; init; }
}
