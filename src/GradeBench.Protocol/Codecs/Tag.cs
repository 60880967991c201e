using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>Objects that stand for what JSON cannot say: <c>{"$token":"…"}</c>. The declared type decides whether one is expected.</summary>
internal static class Tag
{
    public static void Write(Utf8JsonWriter json, string name, string? value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>Whether this is an object whose only member is <paramref name="name"/>, and that member.</summary>
    public static bool TryRead(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == 1 && json.TryGetProperty(name, out value);
    }

    /// <summary>Reads an object whose only member is <paramref name="name"/>, a string or null.</summary>
    public static string? Read(JsonElement json, string name) =>
        TryRead(json, name, out var value)
            ? value.GetString()
            : throw new JsonException($"An object with the one member \"{name}\" was expected.");

    public static ulong ParseId(string? text, string name) =>
        text is not null && MessageId.TryParse(text, out var id) ? id : throw new JsonException($"\"{name}\" is 16 hexadecimal digits.");
}
