using GradeBench.Core.Assessments;
using GradeBench.Core.Candidates;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Submissions;

namespace GradeBench.Core.Attempts;

/// <summary>One sitting of an assessment, with its deadline on the server's clock.</summary>
public sealed class Attempt
{
    public required Guid Id { get; init; }

    public required Guid InvitationId { get; init; }

    public Invitation Invitation { get; init; } = null!;

    public required Guid CandidateId { get; init; }

    public Candidate Candidate { get; init; } = null!;

    public required string AssessmentId { get; init; }

    public Assessment Assessment { get; init; } = null!;

    /// <summary>The pack as it was when the candidate started; later versions do not change a sitting.</summary>
    public required Guid PackVersionId { get; init; }

    public PackVersion PackVersion { get; init; } = null!;

    /// <summary>The rubric the candidate was shown before Start. What is uploaded is scored by it, whatever is published later.</summary>
    public required Guid RubricVersionId { get; init; }

    public RubricVersion RubricVersion { get; init; } = null!;

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Submissions received until then, that moment included, count.</summary>
    public required DateTimeOffset Deadline { get; set; }

    /// <summary>When test output was deleted under the retention policy; what was uploaded after an extension is not covered.</summary>
    public DateTimeOffset? OutputPurgedAt { get; set; }

    /// <summary>That its feedback may be read; null until it is released.</summary>
    public FeedbackRelease? FeedbackRelease { get; init; }

    public ICollection<Submission> Submissions { get; } = [];
}
