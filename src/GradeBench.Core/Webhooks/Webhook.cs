namespace GradeBench.Core.Webhooks;

/// <summary>An address that is told when something happens.</summary>
public sealed class Webhook
{
    public const int LongestUrl = 2000;

    public required Guid Id { get; init; }

    /// <summary>https.</summary>
    public required string Url { get; init; }

    /// <summary>Signs what is sent. Kept readable, because every signature needs it; it opens nothing here.</summary>
    public required string Secret { get; set; }

    /// <summary>The secret before, which signs beside the new one until <see cref="PreviousSecretUntil"/>.</summary>
    public string? PreviousSecret { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>Out of <see cref="WebhookEvents.All"/>.</summary>
    public required string[] Events { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>What can be told. Payloads name ids and scores, never people, code or learning paths.</summary>
public static class WebhookEvents
{
    public const string SubmissionReceived = "submission.received";

    public const string SubmissionGraded = "submission.graded";

    public const string DecisionMade = "decision.made";

    public const string RubricPublished = "rubric.published";

    public static IReadOnlyList<string> All { get; } = [SubmissionReceived, SubmissionGraded, DecisionMade, RubricPublished];
}
