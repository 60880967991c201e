using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// A clock: <c>{"$clock":"system"}</c> is the host's own; <c>{"$clock":"id","elapsed":ticks}</c> one that the judge drives.
/// </summary>
internal sealed class ClockCodec : ValueCodec
{
    private const string Name = "$clock";
    private const string SystemClock = "system";

    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        if (!json.TryGetProperty("elapsed", out var elapsed))
            return Tag.Read(json, Name) == SystemClock ? TimeProvider.System : throw new JsonException("A driven clock has the member \"elapsed\".");
        if (crossing.Peer.Role == PeerRole.Judge) throw new JsonException("Only the judge drives clocks.");

        var id = Tag.ParseId(json.GetProperty(Name).GetString(), Name);
        var clock = new FollowingClock(crossing.Peer, id, elapsed.GetInt64(), crossing.Scope);
        crossing.Peer.References.Borrow(id, clock, crossing.Scope);
        return clock;
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (ReferenceEquals(value, TimeProvider.System))
        {
            Tag.Write(json, Name, SystemClock);
            return;
        }

        if (value is not IClockSource source)
            throw new NotSupportedException("Only the system's clock and the judge's virtual clock cross to a host.");

        var clock = new LentClock(source, crossing.Peer, crossing.Scope);
        json.WriteStartObject();
        json.WriteString(Name, MessageId.Format(clock.Id));
        json.WriteNumber("elapsed", clock.StartsAt);
        json.WriteEndObject();
    }
}
