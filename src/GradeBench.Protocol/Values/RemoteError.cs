using System.Reflection;
using System.Text;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>An exception as it crosses the boundary: names and texts, never an object of the other side.</summary>
/// <param name="Kind">Whose doing it is.</param>
/// <param name="TypeName">Full name of the exception's type, for example <c>System.InvalidOperationException</c>.</param>
/// <param name="Message">At most <see cref="ProtocolLimits.MaxErrorTextBytes"/> bytes.</param>
/// <param name="Properties">Its own public properties of simple types, as invariant text.</param>
/// <param name="Inner">Inner exceptions: none, one, or the several of an aggregate.</param>
public sealed record RemoteError(
    RemoteErrorKind Kind, string TypeName, string Message, IReadOnlyDictionary<string, string> Properties, IReadOnlyList<RemoteError> Inner)
{
    private static readonly string[] BaseProperties = [.. typeof(Exception).GetProperties().Select(p => p.Name)];

    public static RemoteError From(Exception exception, RemoteErrorKind kind = RemoteErrorKind.Exception) =>
        From(exception, kind, ProtocolLimits.MaxErrorDepth);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind.ToString().ToLowerInvariant());
        json.WriteString("type", TypeName);
        json.WriteString("message", Message);
        json.WriteStartObject("properties");
        foreach (var (name, value) in Properties) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartArray("inner");
        foreach (var inner in Inner) inner.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static RemoteError Read(JsonElement json)
    {
        try
        {
            var kind = Enum.Parse<RemoteErrorKind>(json.GetProperty("kind").GetString()!, ignoreCase: true);
            var properties = new Dictionary<string, string>();
            foreach (var property in json.GetProperty("properties").EnumerateObject()) properties.Add(property.Name, Cut(property.Value.GetString()!));
            var inner = json.GetProperty("inner").ToArray(Read);
            return new RemoteError(
                kind, Cut(json.GetProperty("type").GetString()!), Cut(json.GetProperty("message").GetString()!), properties, inner);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new ProtocolViolationException(ProtocolRule.MessageShape, "An error object has the wrong shape.", e);
        }
    }

    private static RemoteError From(Exception exception, RemoteErrorKind kind, int depth)
    {
        IReadOnlyList<Exception> inner = exception is AggregateException aggregate ? aggregate.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];

        return new RemoteError(
            kind,
            Cut(exception.GetType().FullName ?? exception.GetType().Name),
            Cut(Ask(() => exception.Message) ?? ""),
            ReadProperties(exception),
            depth > 1 ? [.. inner.Take(ProtocolLimits.MaxErrorDepth).Select(e => From(e, kind, depth - 1))] : []);
    }

    private static Dictionary<string, string> ReadProperties(Exception exception)
    {
        var values = new Dictionary<string, string>();
        foreach (var property in exception.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (values.Count == 16) break;
            if (BaseProperties.Contains(property.Name) || property.GetIndexParameters().Length > 0 || !property.CanRead) continue;
            if (Ask(() => property.GetValue(exception)) is { } value && ScalarText(value) is { } text) values[Cut(property.Name)] = Cut(text);
        }

        return values;
    }

    private static string? ScalarText(object value) => value switch
    {
        string text => text,
        Uri uri => uri.ToString(),
        Enum name => name.ToString(),
        bool or char or Guid => value.ToString(),
        IFormattable number when value.GetType().IsPrimitive || value is decimal or TimeSpan or DateTime or DateTimeOffset =>
            number.ToString(value is DateTime or DateTimeOffset ? "O" : null, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    // The exception may be the submission's own type, and its members may throw anything.
    private static T? Ask<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return default;
        }
    }

    private static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= ProtocolLimits.MaxErrorTextBytes) return text;

        var length = Math.Min(text.Length, ProtocolLimits.MaxErrorTextBytes);
        while (Encoding.UTF8.GetByteCount(text.AsSpan(0, length)) > ProtocolLimits.MaxErrorTextBytes - 3) length--;
        if (char.IsHighSurrogate(text[length - 1])) length--;
        return string.Concat(text.AsSpan(0, length), "…");
    }
}

/// <summary>Whose doing an error is.</summary>
public enum RemoteErrorKind
{
    /// <summary>The code that was called threw.</summary>
    Exception,

    /// <summary>The submission does not offer the contract: no such class, several, or the wrong constructor.</summary>
    Contract,

    /// <summary>The answer does not fit into one frame.</summary>
    Limit,

    /// <summary>The values given do not fit the member that was called, or the host cannot do what was asked.</summary>
    Request,
}
