using System.Text.Json;
using System.Text.Unicode;

namespace GradeBench.Protocol;

/// <summary>One received frame, checked as JSON and read member by member; whatever does not fit is a violation.</summary>
public readonly struct Message
{
    private static readonly JsonDocumentOptions DocumentOptions =
        new() { MaxDepth = ProtocolLimits.MaxDepth, AllowDuplicateProperties = false };

    private readonly JsonElement _root;

    private Message(JsonElement root, string type)
    {
        _root = root;
        Type = type;
    }

    /// <summary>What the message is: <c>call</c>, <c>answer</c>, …</summary>
    public string Type { get; }

    /// <exception cref="ProtocolViolationException">The bytes are not one strict JSON object with a <c>type</c>.</exception>
    internal static Message Parse(byte[] frame)
    {
        if (!Utf8.IsValid(frame)) throw new ProtocolViolationException(ProtocolRule.NotJson, "A frame is not valid UTF-8.");

        JsonElement root;
        try
        {
            CheckTokens(frame);
            root = JsonDocument.Parse(frame, DocumentOptions).RootElement;
        }
        catch (JsonException e)
        {
            // The first pass has accepted the grammar, so what the document parser still refuses is a repeated member.
            var rule = e is JsonTokenException ? ProtocolRule.NotJson : ProtocolRule.DuplicateMember;
            throw new ProtocolViolationException(rule, $"A frame is not acceptable JSON: {e.Message}", e);
        }

        if (root.ValueKind != JsonValueKind.Object) throw new ProtocolViolationException(ProtocolRule.NotJson, "A frame is not a JSON object.");
        if (!root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            throw new ProtocolViolationException(ProtocolRule.MessageShape, "A message has no \"type\".");

        return new Message(root, type.GetString()!);
    }

    /// <summary>Refuses members other than <c>type</c> and <paramref name="allowed"/>: what nobody reads cannot be meant.</summary>
    public void AllowOnly(params string[] allowed)
    {
        foreach (var member in _root.EnumerateObject())
        {
            if (member.Name != "type" && !allowed.Contains(member.Name)) throw Shape($"has an unknown member \"{Shorten(member.Name)}\"");
        }
    }

    public ulong Id(string member = "id") =>
        MessageId.TryParse(Text(member), out var id) ? id : throw Shape($"has a \"{member}\" that is not 16 hexadecimal digits");

    public string Text(string member) =>
        Member(member, JsonValueKind.String).GetString()!;

    public long WholeNumber(string member) =>
        Member(member, JsonValueKind.Number).TryGetInt64(out var value) ? value : throw Shape($"has a \"{member}\" that is not an integer");

    public JsonElement ArrayOf(string member) => Member(member, JsonValueKind.Array);

    public JsonElement ObjectOf(string member) => Member(member, JsonValueKind.Object);

    public JsonElement Any(string member) =>
        _root.TryGetProperty(member, out var value) ? value : throw Shape($"has no \"{member}\"");

    public bool Has(string member) => _root.TryGetProperty(member, out _);

    public ProtocolViolationException Shape(string what) =>
        new(ProtocolRule.MessageShape, $"A message of type \"{Shorten(Type)}\" {what}.");

    private JsonElement Member(string member, JsonValueKind kind)
    {
        var value = Any(member);
        return value.ValueKind == kind ? value : throw Shape($"has a \"{member}\" that is {value.ValueKind} instead of {kind}");
    }

    // What others sent is quoted shortly and without control characters, because this text reaches reports.
    private static string Shorten(string text) =>
        string.Concat(text.Take(40).Select(c => char.IsControl(c) ? '?' : c));

    private static void CheckTokens(byte[] frame)
    {
        var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = ProtocolLimits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number) CheckNumber(ref reader);
                else if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
            }
        }
        catch (InvalidOperationException e)
        {
            throw new JsonTokenException("An escaped string holds half a surrogate pair.", e);
        }
        catch (JsonException e)
        {
            throw new JsonTokenException(e.Message, e);
        }
    }

    private static void CheckNumber(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > ProtocolLimits.MaxNumberLength)
            throw new ProtocolViolationException(ProtocolRule.Number, $"A number is written with {reader.ValueSpan.Length} characters.");
        if (!reader.TryGetDouble(out var value) || !double.IsFinite(value))
            throw new ProtocolViolationException(ProtocolRule.Number, "A number is too large for a double.");
    }

    private sealed class JsonTokenException(string message, Exception inner) : JsonException(message, inner);
}
