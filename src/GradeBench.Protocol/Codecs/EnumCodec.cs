using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>An enumeration crosses by the name of its value, as declared.</summary>
internal sealed class EnumCodec(Type type) : ValueCodec
{
    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing) => json.WriteStringValue(value!.ToString());

    internal override object Read(JsonElement json, Crossing crossing) =>
        json.GetString() is { } name && Enum.TryParse(type, name, out var value) && Enum.IsDefined(type, value!)
            ? value!
            : throw new JsonException($"A name of {type.Name} was expected.");
}

/// <summary>A value type that may be null.</summary>
internal sealed class NullableCodec(ValueCodec underlying) : ValueCodec
{
    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null) json.WriteNullValue();
        else underlying.Write(json, value, crossing);
    }

    internal override object? Read(JsonElement json, Crossing crossing) =>
        json.ValueKind == JsonValueKind.Null ? null : underlying.Read(json, crossing);
}
