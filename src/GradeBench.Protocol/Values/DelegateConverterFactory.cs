using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>A delegate crosses as <c>{"$delegate":"id"}</c>; whoever borrowed it invokes it where it came from.</summary>
internal sealed class DelegateConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsSubclassOf(typeof(MulticastDelegate));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(DelegateConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class DelegateConverter<T> : JsonConverter<T>
        where T : Delegate
    {
        private const string Name = "$delegate";

        // Here and not on first use: a contract with a delegate that cannot cross is refused when it is described.
        private readonly MemberShape _shape = MemberShape.OfDelegate(typeof(T));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var crossing = Crossing.Current;
            var id = Tag.ParseId(Tag.Read(ref reader, Name), Name);
            return (T)BorrowedDelegate.Create(typeof(T), _shape, crossing.Peer, id, crossing.Scope);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var crossing = Crossing.Current;
            var id = crossing.Peer.References.Lend(new LentDelegate(value, crossing.Scope), crossing.Scope);
            Tag.Write(writer, Name, MessageId.Format(id));
        }
    }
}
