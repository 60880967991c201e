using GradeBench.Core.Invitations;

namespace GradeBench.Core.Adjustments;

/// <summary>
/// A candidate's wish for other conditions, and its answer. It may say something about health, so it lives in a schema of
/// its own and is internal to this project: no reviewer's page can show it.
/// </summary>
internal sealed class AdjustmentRequest
{
    public const int LongestText = 1_000;

    public required Guid Id { get; init; }

    public required Guid InvitationId { get; init; }

    public Invitation Invitation { get; init; } = null!;

    /// <summary>Extra time wished for, in percent of the usual; null for something else, which the reason says.</summary>
    public int? WishedPercent { get; init; }

    /// <summary>In the candidate's words; null when none was given, which is fine.</summary>
    public string? Reason { get; set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    /// <summary>Extra time granted, in percent of the usual time.</summary>
    public int Percent { get; set; }

    /// <summary>Extra time granted, in minutes.</summary>
    public int Minutes { get; set; }

    /// <summary>What the candidate is told with the answer.</summary>
    public string? Answer { get; set; }
}
