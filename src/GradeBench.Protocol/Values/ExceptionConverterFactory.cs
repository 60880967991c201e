using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>An exception inside a value crosses like one that was thrown: as a description, rebuilt at the other side.</summary>
internal sealed class ExceptionConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(Exception).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ExceptionConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class ExceptionConverter<T> : JsonConverter<T>
        where T : Exception
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RemoteErrors.Rebuild(RemoteError.Read(JsonElement.ParseValue(ref reader))) as T
            ?? throw new JsonException($"The exception is not a {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => RemoteError.From(value).Write(writer);
    }
}
