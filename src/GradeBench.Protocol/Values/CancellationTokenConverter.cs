using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>
/// A token crosses as a reference; a <c>cancel</c> message follows when it is cancelled. <c>{"$token":null}</c> is one that
/// cannot be, <c>{"$token":"cancelled"}</c> one that already is.
/// </summary>
internal sealed class CancellationTokenConverter : JsonConverter<CancellationToken>
{
    private const string Name = "$token";

    public override CancellationToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (Tag.Read(ref reader, Name) is not { } text) return CancellationToken.None;
        if (text == "cancelled") return new CancellationToken(canceled: true);

        var source = new CancellationTokenSource();
        var crossing = Crossing.Current;
        crossing.Peer.References.Borrow(Tag.ParseId(text, Name), source, crossing.Scope);
        return source.Token;
    }

    public override void Write(Utf8JsonWriter writer, CancellationToken value, JsonSerializerOptions options)
    {
        if (!value.CanBeCanceled)
        {
            Tag.Write(writer, Name, null);
            return;
        }

        if (value.IsCancellationRequested)
        {
            Tag.Write(writer, Name, "cancelled");
            return;
        }

        var crossing = Crossing.Current;
        var id = crossing.Peer.References.Lend(new object(), crossing.Scope);
        Tag.Write(writer, Name, MessageId.Format(id));
        Crossing.AfterFrame(() => Watch(id, crossing, value));
    }

    // Registered only when the frame is on its way: a cancel must never overtake the message that lends its token.
    private static void Watch(ulong id, Crossing crossing, CancellationToken token)
    {
        var registration = token.UnsafeRegister(
            _ => crossing.Peer.Notify(json =>
            {
                json.WriteString("type", "cancel");
                json.WriteString("token", MessageId.Format(id));
            }, crossing.Scope), null);
        crossing.Scope.AtEnd(() => registration.Unregister());
    }
}
