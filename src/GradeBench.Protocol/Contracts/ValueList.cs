using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GradeBench.Protocol;

/// <summary>The values of a parameter list, written as one JSON array.</summary>
public sealed class ValueList(IReadOnlyList<Type> types)
{
    private readonly JsonTypeInfo[] _types = [.. types.Select(ValueJson.TypeOf)];

    /// <exception cref="JsonException">Their number or one of them does not fit.</exception>
    public object?[] Read(JsonElement array, Peer peer, ReferenceScope scope)
    {
        if (array.GetArrayLength() != _types.Length)
            throw new JsonException($"{_types.Length} arguments are taken; {array.GetArrayLength()} were given.");

        var values = new object?[_types.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Crossing.Read(array[i], _types[i], peer, scope);
        return values;
    }

    public void Write(Utf8JsonWriter json, object?[] values, Peer peer, ReferenceScope scope)
    {
        json.WriteStartArray();
        for (var i = 0; i < values.Length; i++) Crossing.Write(json, values[i], _types[i], peer, scope);
        json.WriteEndArray();
    }
}
