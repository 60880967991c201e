namespace GradeBench.Core.Webhooks;

/// <summary>Something that happened, stored in the transaction in which it did. Goes when it was turned into deliveries.</summary>
internal sealed class OutboxEvent
{
    public long Sequence { get; init; }

    public required string Kind { get; init; }

    /// <summary>The id of what it happened to.</summary>
    public required Guid Subject { get; init; }

    public required DateTimeOffset At { get; init; }
}
