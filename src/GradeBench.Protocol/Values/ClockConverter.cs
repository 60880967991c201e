using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>
/// A clock: <c>{"$clock":"system"}</c> is the host's own; <c>{"$clock":"id","elapsed":ticks}</c> one that the judge drives.
/// </summary>
internal sealed class ClockConverter : JsonConverter<TimeProvider>
{
    private const string Name = "$clock";
    private const string SystemClock = "system";

    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(TimeProvider);

    public override TimeProvider Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Tag.Start(ref reader, Name);
        var text = reader.GetString();
        if (text == SystemClock)
        {
            Tag.End(ref reader, Name);
            return TimeProvider.System;
        }

        var id = Tag.ParseId(text, Name);
        if (!reader.Read() || !reader.ValueTextEquals("elapsed") || !reader.Read() || !reader.TryGetInt64(out var elapsed))
            throw new JsonException("A driven clock has the member \"elapsed\".");
        Tag.End(ref reader, Name);

        var crossing = Crossing.Current;
        if (crossing.Peer.Role == PeerRole.Judge) throw new JsonException("Only the judge drives clocks.");
        if (crossing.Peer.References.FollowingClock(id) is { } known) return known;
        var clock = new FollowingClock(crossing.Peer, id, elapsed, crossing.Scope);
        crossing.Peer.References.Borrow(id, clock, crossing.Scope);
        return clock;
    }

    public override void Write(Utf8JsonWriter writer, TimeProvider value, JsonSerializerOptions options)
    {
        if (ReferenceEquals(value, TimeProvider.System))
        {
            Tag.Write(writer, Name, SystemClock);
            return;
        }

        if (value is not IClockSource source)
            throw new NotSupportedException("Only the system's clock and the judge's virtual clock cross to a host.");

        var crossing = Crossing.Current;
        var clock = new LentClock(source, crossing.Peer, crossing.Scope);
        writer.WriteStartObject();
        writer.WriteString(Name, MessageId.Format(clock.Id));
        writer.WriteNumber("elapsed", clock.StartsAt);
        writer.WriteEndObject();
    }
}
