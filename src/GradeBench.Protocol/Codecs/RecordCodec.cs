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
    private readonly ConstructorInfo? _constructor;
    private readonly ParameterInfo[] _parameters;
    private readonly Dictionary<string, Member> _members;

    public RecordCodec(Type type)
    {
        _type = type;
        _members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
            .Select(p => new Member(p))
            .ToDictionary(m => m.Name);
        _constructor = type.GetConstructors()
            .Where(c => c.GetParameters().All(p => _members.ContainsKey(CamelCase(p.Name!))))
            .MaxBy(c => c.GetParameters().Length);
        _parameters = _constructor?.GetParameters() ?? [];
        if (_constructor is null && !type.IsValueType)
            throw new NotSupportedException($"{type.FullName} cannot cross: it has no public constructor that takes its own properties.");
    }

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        foreach (var member in _members.Values)
        {
            json.WritePropertyName(member.Name);
            member.Codec.Value.Write(json, member.Property.GetValue(value), crossing);
        }

        json.WriteEndObject();
    }

    internal override object? Read(JsonElement json, Crossing crossing)
    {
        if (json.ValueKind == JsonValueKind.Null && !_type.IsValueType) return null;

        var values = new Dictionary<string, object?>();
        foreach (var given in json.EnumerateObject())
        {
            if (!_members.TryGetValue(given.Name, out var member)) throw new JsonException($"{_type.Name} has no member \"{given.Name}\".");
            values.Add(given.Name, member.Codec.Value.Read(given.Value, crossing));
        }

        var made = _constructor is null
            ? Activator.CreateInstance(_type)!
            : _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. _parameters.Select(p => Take(values, p))], null);
        foreach (var (name, value) in values) _members[name].Property.SetValue(made, value);
        return made;
    }

    private object? Take(Dictionary<string, object?> values, ParameterInfo parameter) =>
        values.Remove(CamelCase(parameter.Name!), out var value) ? value
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : throw new JsonException($"{_type.Name} needs the member \"{CamelCase(parameter.Name!)}\".");

    private static string CamelCase(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";

    private sealed class Member(PropertyInfo property)
    {
        public string Name { get; } = CamelCase(property.Name);

        public PropertyInfo Property { get; } = property;

        public Lazy<ValueCodec> Codec { get; } = new(() => Of(property.PropertyType));
    }
}
