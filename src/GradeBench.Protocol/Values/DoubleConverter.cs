using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

/// <summary>Numbers that JSON has no word for are tagged: <c>{"$float":"NaN"}</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>.</summary>
internal sealed class DoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadValue(ref reader);

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else WriteTagged(writer, value);
    }

    internal static double ReadValue(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number
            ? reader.GetDouble()
            : Tag.Read(ref reader, "$float") switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => throw new JsonException("\"$float\" is NaN, Infinity or -Infinity."),
            };

    internal static void WriteTagged(Utf8JsonWriter writer, double value) =>
        Tag.Write(writer, "$float", double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
}

/// <inheritdoc cref="DoubleConverter"/>
internal sealed class SingleConverter : JsonConverter<float>
{
    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (float)DoubleConverter.ReadValue(ref reader);

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
    {
        if (float.IsFinite(value)) writer.WriteNumberValue(value);
        else DoubleConverter.WriteTagged(writer, value);
    }
}
