namespace GradeBench.Protocol;

/// <summary>The judge's clock as one object of one host follows it.</summary>
internal sealed class LentClock : IClockFollower
{
    /// <summary>Longest time or delay on the wire, about 285 years: sums of two stay far inside 64 bits.</summary>
    public const long MaxTicks = 90_000_000_000_000_000;

    private readonly IClockSource _source;
    private readonly Peer _peer;
    private readonly ReferenceScope _scope;

    public LentClock(IClockSource source, Peer peer, ReferenceScope scope)
    {
        _source = source;
        _peer = peer;
        _scope = scope;
        Id = peer.References.Lend(this, scope);
        StartsAt = source.Follow(this);
        scope.AtEnd(() => source.Unfollow(this));
    }

    public ulong Id { get; }

    public long StartsAt { get; }

    public long FramesSent => _peer.FramesSent;

    public bool IsWorking => _peer.IsWorking;

    public void SetTime(long elapsed, IReadOnlyList<ulong> fire) =>
        _peer.Notify(json =>
        {
            json.WriteString("type", "time");
            json.WriteString("clock", MessageId.Format(Id));
            json.WriteNumber("elapsed", elapsed);
            json.WriteStartArray("fire");
            foreach (var timer in fire) json.WriteStringValue(MessageId.Format(timer));
            json.WriteEndArray();
        }, _scope);

    public Task<bool> SettleAsync() => _peer.SettleAsync(_scope);

    public void TimerStarted(ulong timer, long at, long delay, long period) => _source.TimerStarted(this, timer, at, delay, period);

    public void TimerEnded(ulong timer) => _source.TimerEnded(this, timer);
}
