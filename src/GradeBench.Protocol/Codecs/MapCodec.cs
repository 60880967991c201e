using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>A map from strings is a JSON object; keys are taken as they are.</summary>
internal sealed class MapCodec(Type value) : ValueCodec
{
    private static readonly Type[] Definitions = [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(Dictionary<,>)];

    private readonly Lazy<ValueCodec> _value = new(() => Of(value));
    private readonly Type _pair = typeof(KeyValuePair<,>).MakeGenericType(typeof(string), value);

    public static MapCodec? Find(Type type) =>
        type.IsGenericType && Definitions.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments()[0] == typeof(string)
            ? new MapCodec(type.GetGenericArguments()[1])
            : null;

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        PropertyInfo key = _pair.GetProperty("Key")!, content = _pair.GetProperty("Value")!;
        json.WriteStartObject();
        foreach (var pair in (IEnumerable)value)
        {
            json.WritePropertyName((string)key.GetValue(pair)!);
            _value.Value.Write(json, content.GetValue(pair), crossing);
        }

        json.WriteEndObject();
    }

    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        foreach (var member in json.EnumerateObject()) map.Add(member.Name, _value.Value.Read(member.Value, crossing));
        return map;
    }
}
