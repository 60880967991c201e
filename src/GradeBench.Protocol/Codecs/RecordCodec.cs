using System.Reflection;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>
/// A record of a contract is a JSON object of its public properties, their first letter in lower case. It is read
/// through its constructor, then through the properties that can be set.
/// </summary>
internal sealed class RecordCodec : ValueCodec
{
    private readonly Type _type;
    private readonly Member[] _members;
    private readonly ConstructorInvoker? _constructor;
    private readonly Parameter[] _parameters;

    public RecordCodec(Type type)
    {
        _type = type;
        _members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
            .Select(p => new Member(p))];
        var constructor = type.GetConstructors()
            .Where(c => c.GetParameters().All(p => Find(CamelCase(p.Name!)) >= 0))
            .LongestParameterList();
        if (constructor is null && !type.IsValueType)
            throw new NotSupportedException($"{type.FullName} cannot cross: it has no public constructor that takes its own properties.");

        _constructor = constructor is null ? null : ConstructorInvoker.Create(constructor);
        _parameters = [.. (constructor?.GetParameters() ?? []).Select(p => new Parameter(Find(CamelCase(p.Name!)), p))];
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        foreach (var member in _members)
        {
            json.WritePropertyName(member.Encoded);
            member.Codec.Value.Write(json, member.Get(value), crossing);
        }

        json.WriteEndObject();
    }

    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null && !_type.IsValueType) return null;

        // Thousands of records may come in one frame: members are kept by place, and each is looked for first where the
        // writer put it last.
        var values = new object?[_members.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Missing.Value;
        var next = 0;
        foreach (var given in json.EnumerateObject())
        {
            if (!(next < _members.Length && given.NameEquals(_members[next].Name)) && (next = Find(given.Name)) < 0)
                throw new JsonException($"{_type.Name} has no member \"{given.Name}\".");
            values[next] = _members[next].Codec.Value.Read(given.Value, crossing);
            next++;
        }

        var made = Construct(values);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != Missing.Value) _members[i].Set(made, values[i]);
        }

        return made;
    }

    // What goes through the constructor is taken out of the values; what is left is set.
    private object Construct(object?[] values)
    {
        if (_constructor is null) return Activator.CreateInstance(_type)!;

        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var (member, parameter) = _parameters[i];
            arguments[i] = values[member] != Missing.Value ? values[member]
                : parameter.HasDefaultValue ? parameter.DefaultValue
                : throw new JsonException($"{_type.Name} needs the member \"{_members[member].Name}\".");
            values[member] = Missing.Value;
        }

        return _constructor.Invoke(arguments.AsSpan());
    }

    private int Find(string name) => Array.FindIndex(_members, member => member.Name == name);

    private static string CamelCase(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";

    private sealed record Parameter(int Member, ParameterInfo Info);

    private sealed class Member(PropertyInfo property)
    {
        private readonly MethodInvoker _get = MethodInvoker.Create(property.GetMethod!);

        public string Name { get; } = CamelCase(property.Name);

        public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(CamelCase(property.Name));

        public Lazy<ValueCodec> Codec { get; } = new(() => Of(property.PropertyType));

        public object? Get(object record) => _get.Invoke(record);

        public void Set(object record, object? value) => property.SetValue(record, value);
    }
}
