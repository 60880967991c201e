using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>A delegate crosses as <c>{"$delegate":"id"}</c>; whoever borrowed it invokes it where it came from.</summary>
internal sealed class DelegateCodec(Type type) : ValueCodec
{
    private const string Name = "$delegate";

    // Here and not on first use: a contract with a delegate that cannot cross is refused when it is described.
    private readonly MemberShape _shape = MemberShape.OfDelegate(type);

    internal override object? Read(JsonElement json, Crossing crossing) =>
        json.ValueKind == JsonValueKind.Null
            ? null
            : BorrowedDelegate.Create(type, _shape, crossing.Peer, Tag.ParseId(Tag.Read(json, Name), Name), crossing.Scope);

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null) json.WriteNullValue();
        else Tag.Write(json, Name, MessageId.Format(crossing.Peer.References.Lend(new LentDelegate((Delegate)value, crossing.Scope), crossing.Scope)));
    }
}
