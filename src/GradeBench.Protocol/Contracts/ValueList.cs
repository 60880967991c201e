using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>The values of a parameter list, written as one JSON array.</summary>
public sealed class ValueList(IReadOnlyList<Type> types)
{
    private readonly ValueCodec[] _codecs = [.. types.Select(ValueCodec.Of)];

    /// <exception cref="JsonException">Their number or one of them does not fit.</exception>
    public object?[] Read(JsonElement array, Peer peer, ReferenceScope scope)
    {
        if (array.GetArrayLength() != _codecs.Length)
            throw new JsonException($"{_codecs.Length} arguments are taken; {array.GetArrayLength()} were given.");

        var crossing = new Crossing(peer, scope);
        var values = new object?[_codecs.Length];
        for (var i = 0; i < values.Length; i++) values[i] = crossing.Read(array[i], _codecs[i]);
        return values;
    }

    public void Write(Utf8JsonWriter json, object?[] values, Peer peer, ReferenceScope scope)
    {
        var crossing = new Crossing(peer, scope);
        json.WriteStartArray();
        for (var i = 0; i < values.Length; i++) _codecs[i].Write(json, values[i], crossing);
        json.WriteEndArray();
    }
}
