using System.Collections;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>A sequence is a JSON array. Arrays and read-only interfaces are read as arrays, the others as lists.</summary>
internal sealed class SequenceCodec(Type item, bool asList) : ValueCodec
{
    private static readonly Type[] ReadAsArray = [typeof(IEnumerable<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>)];
    private static readonly Type[] ReadAsList = [typeof(ICollection<>), typeof(IList<>), typeof(List<>)];

    // Looked up on first use: an item may hold a sequence of its own kind.
    private readonly Lazy<ValueCodec> _item = new(() => Of(item));

    public static SequenceCodec? Find(Type type)
    {
        if (type.IsSZArray) return new SequenceCodec(type.GetElementType()!, asList: false);
        if (!type.IsGenericType) return null;

        var definition = type.GetGenericTypeDefinition();
        return ReadAsArray.Contains(definition) ? new SequenceCodec(type.GetGenericArguments()[0], asList: false)
            : ReadAsList.Contains(definition) ? new SequenceCodec(type.GetGenericArguments()[0], asList: true)
            : null;
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var one in (IEnumerable)value) _item.Value.Write(json, one, crossing);
        json.WriteEndArray();
    }

    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;

        var array = Array.CreateInstance(item, json.GetArrayLength());
        var index = 0;
        foreach (var one in json.EnumerateArray()) array.SetValue(_item.Value.Read(one, crossing), index++);
        return asList ? Activator.CreateInstance(typeof(List<>).MakeGenericType(item), array) : array;
    }
}
