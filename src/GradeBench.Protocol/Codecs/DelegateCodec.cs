using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// A delegate crosses as <c>{"$delegate":"id"}</c>; whoever borrowed it invokes it where it came from. One whose answer is
/// always the same (<see cref="KnownAnswer"/>) crosses as <c>{"$answer":value}</c>, and calling it stays on the other end.
/// </summary>
internal sealed class DelegateCodec(Type type) : ValueCodec
{
    private const string Name = "$delegate";
    private const string Answer = "$answer";

    // Here and not on first use: a contract with a delegate that cannot cross is refused when it is described.
    private readonly MemberShape _shape = MemberShape.OfDelegate(type);

    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        if (Tag.TryRead(json, Answer, out var answer))
            return _shape.Bind(type, new KnownAnswer.Answering(_shape, _shape.Result?.Read(answer, crossing)));

        return _shape.Bind(type, new BorrowedDelegate(_shape, crossing.Peer, Tag.ParseId(Tag.Read(json, Name), Name), crossing.Scope));
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null) json.WriteNullValue();
        else if (value is Delegate { HasSingleTarget: true, Target: KnownAnswer.Answering known }) WriteAnswer(json, known.Value, crossing);
        else Tag.Write(json, Name, MessageId.Format(crossing.Peer.References.Lend(new LentDelegate((Delegate)value, crossing.Scope), crossing.Scope)));
    }

    private void WriteAnswer(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        json.WriteStartObject();
        json.WritePropertyName(Answer);
        if (_shape.Result is { } result) result.Write(json, value, crossing);
        else json.WriteNullValue();
        json.WriteEndObject();
    }
}
