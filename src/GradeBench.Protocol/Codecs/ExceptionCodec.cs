using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>An exception inside a value crosses like one that was thrown: as a description, rebuilt at the other side.</summary>
internal sealed class ExceptionCodec(Type type) : ValueCodec
{
    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        var rebuilt = RemoteErrors.Rebuild(RemoteError.Read(json));
        return type.IsInstanceOfType(rebuilt) ? rebuilt : throw new JsonException($"The exception is not a {type.Name}.");
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null) json.WriteNullValue();
        else RemoteError.From((Exception)value).Write(json);
    }
}
