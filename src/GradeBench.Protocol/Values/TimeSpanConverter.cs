using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>A duration is an integer of 100 ns ticks, like every time in the protocol.</summary>
internal sealed class TimeSpanConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? new TimeSpan(reader.GetInt64()) : throw new JsonException("A duration is a number of ticks.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Ticks);
}
