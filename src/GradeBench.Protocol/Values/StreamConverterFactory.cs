using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>An asynchronous stream crosses as <c>{"$stream":"id"}</c> and is pulled item by item.</summary>
internal sealed class StreamConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(StreamConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class StreamConverter<T> : JsonConverter<IAsyncEnumerable<T>>
    {
        private const string Name = "$stream";

        public override IAsyncEnumerable<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var crossing = Crossing.Current;
            return new BorrowedStream<T>(crossing.Peer, Tag.ParseId(Tag.Read(ref reader, Name), Name), crossing.Scope);
        }

        public override void Write(Utf8JsonWriter writer, IAsyncEnumerable<T> value, JsonSerializerOptions options)
        {
            var crossing = Crossing.Current;
            var id = crossing.Peer.References.Lend(new LentStream<T>(value, crossing.Scope), crossing.Scope);
            Tag.Write(writer, Name, MessageId.Format(id));
        }
    }
}
