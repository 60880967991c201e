using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>An asynchronous stream crosses as <c>{"$stream":"id"}</c> and is pulled item by item.</summary>
internal abstract class StreamCodec : ValueCodec
{
    public static ValueCodec? Find(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
            ? (ValueCodec)Activator.CreateInstance(typeof(StreamOf<>).MakeGenericType(type.GetGenericArguments()))!
            : null;

    private sealed class StreamOf<T> : StreamCodec
    {
        private const string Name = "$stream";

        internal override object? Read(JsonElement json, Crossing crossing) =>
            json.ValueKind == JsonValueKind.Null ? null : new BorrowedStream<T>(crossing.Peer, Tag.ParseId(Tag.Read(json, Name), Name), crossing.Scope);

        internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
        {
            if (value is null) json.WriteNullValue();
            else Tag.Write(json, Name, MessageId.Format(crossing.Peer.References.Lend(new LentStream<T>((IAsyncEnumerable<T>)value, crossing.Scope), crossing.Scope)));
        }
    }
}
