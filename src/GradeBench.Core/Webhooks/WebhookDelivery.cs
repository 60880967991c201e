namespace GradeBench.Core.Webhooks;

/// <summary>One event on its way to one webhook.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Sent along, so that a receiver can tell a repetition.</summary>
    public required Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    public Webhook Webhook { get; init; } = null!;

    public required string Event { get; init; }

    /// <summary>The very bytes that are signed and sent (JSON, UTF-8).</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required WebhookDeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before then, unless an administrator asks.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>HTTP status of the last answer; null when there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? LastError { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

public enum WebhookDeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Given up after the last attempt; an administrator can ask for another.</summary>
    Failed,
}
