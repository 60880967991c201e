using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// A token crosses as a reference; a <c>cancel</c> message follows when it is cancelled. <c>{"$token":null}</c> is one that
/// cannot be, <c>{"$token":"cancelled"}</c> one that already is.
/// </summary>
internal sealed class TokenCodec : ValueCodec
{
    private const string Name = "$token";
    private const string Cancelled = "cancelled";

    internal override object Read(JsonElement json, Crossing crossing)
    {
        if (Tag.Read(json, Name) is not { } text) return CancellationToken.None;
        if (text == Cancelled) return new CancellationToken(canceled: true);

        var source = new CancellationTokenSource();
        crossing.Peer.References.Borrow(Tag.ParseId(text, Name), source, crossing.Scope);
        return source.Token;
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        var token = (CancellationToken)value!;
        if (!token.CanBeCanceled || token.IsCancellationRequested)
        {
            Tag.Write(json, Name, token.IsCancellationRequested ? Cancelled : null);
            return;
        }

        var id = crossing.Peer.References.Lend(new object(), crossing.Scope);
        Tag.Write(json, Name, MessageId.Format(id));
        Crossing.AfterFrame(() => Watch(id, crossing, token));
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
