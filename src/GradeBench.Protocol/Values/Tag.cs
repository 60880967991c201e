using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>Objects that stand for what JSON cannot say: <c>{"$token":"…"}</c>. The declared type decides whether one is expected.</summary>
internal static class Tag
{
    public static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        writer.WriteStartObject();
        writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    /// <summary>Reads an object whose only member is <paramref name="name"/>.</summary>
    public static string? Read(ref Utf8JsonReader reader, string name)
    {
        Start(ref reader, name);
        var value = reader.GetString();
        End(ref reader, name);
        return value;
    }

    /// <summary>Reads up to the value of <paramref name="name"/>.</summary>
    public static void Start(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName
            || !reader.ValueTextEquals(name) || !reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw new JsonException($"An object with the one member \"{name}\" was expected.");
        }
    }

    public static void End(ref Utf8JsonReader reader, string name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject) throw new JsonException($"\"{name}\" stands alone.");
    }

    public static ulong ParseId(string? text, string name) =>
        text is not null && MessageId.TryParse(text, out var id) ? id : throw new JsonException($"\"{name}\" is 16 hexadecimal digits.");
}
