using System.Globalization;
using System.Reflection;

namespace GradeBench.Protocol;

/// <summary>
/// Makes an exception of a contract that carries values: through its constructor, whose parameters are named like its
/// properties, or <c>message</c> or <c>innerException</c>. Values are text, addresses, names of an enumeration, or whole
/// numbers, which may be null.
/// </summary>
internal sealed class ContractError
{
    private readonly ConstructorInfo _constructor;
    private readonly ParameterInfo[] _parameters;

    private ContractError(ConstructorInfo constructor) =>
        (_constructor, _parameters) = (constructor, constructor.GetParameters());

    /// <summary>How to make exceptions of the type; null when it has no such constructor.</summary>
    public static ContractError? Find(Type type) =>
        type.GetConstructors().Where(c => c.GetParameters().All(p => IsKnown(type, p))).LongestParameterList() is { } found
            ? new ContractError(found)
            : null;

    /// <summary>The exception, or a <see cref="RemoteException"/> when a value that it cannot do without is missing or makes no sense.</summary>
    public Exception Rebuild(RemoteError error, Exception? inner)
    {
        var values = new object?[_parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryRead(_parameters[i], error, inner, out values[i])) return new RemoteException(error, inner);
        }

        return (Exception)_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null);
    }

    private static bool IsKnown(Type type, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Exception) || IsMessage(parameter)
        || (Property(type, parameter) is { } property && property.PropertyType == parameter.ParameterType
            && IsValue(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType));

    private static bool IsValue(Type type) =>
        type == typeof(string) || type == typeof(int) || type == typeof(long) || type == typeof(Uri) || type.IsEnum;

    private static bool TryRead(ParameterInfo parameter, RemoteError error, Exception? inner, out object? value)
    {
        value = parameter.ParameterType == typeof(Exception) ? inner
            : IsMessage(parameter) ? error.Message
            : error.Properties.TryGetValue(NameOf(parameter), out var text) ? Parse(text, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : null;
        return value is not null || parameter.ParameterType == typeof(Exception) || parameter.HasDefaultValue
            || (Nullable.GetUnderlyingType(parameter.ParameterType) is not null && !IsSent(parameter, error));
    }

    private static object? Parse(string text, Type type)
    {
        if (type == typeof(string)) return text;
        if (type == typeof(Uri)) return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address) ? address : null;
        if (type.IsEnum) return Enum.GetNames(type).Contains(text) ? Enum.Parse(type, text) : null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return null;
        if (type == typeof(long)) return number;
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
    }

    private static bool IsSent(ParameterInfo parameter, RemoteError error) => error.Properties.ContainsKey(NameOf(parameter));

    private static string NameOf(ParameterInfo parameter) => Property(parameter.Member.DeclaringType!, parameter)!.Name;

    private static bool IsMessage(ParameterInfo parameter) => parameter.ParameterType == typeof(string) && parameter.Name == "message";

    private static PropertyInfo? Property(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
}
