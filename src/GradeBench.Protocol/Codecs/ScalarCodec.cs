using System.Globalization;
using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>A value that is one JSON string, number or boolean.</summary>
internal sealed class ScalarCodec(Action<Utf8JsonWriter, object> write, Func<JsonElement, object> read, bool mayBeNull = false) : ValueCodec
{
    private static readonly Dictionary<Type, ScalarCodec> Scalars = new()
    {
        [typeof(string)] = new((w, v) => w.WriteStringValue((string)v), j => Text(j), mayBeNull: true),
        [typeof(bool)] = new((w, v) => w.WriteBooleanValue((bool)v), j => j.GetBoolean()),
        [typeof(byte)] = new((w, v) => w.WriteNumberValue((byte)v), j => j.GetByte()),
        [typeof(sbyte)] = new((w, v) => w.WriteNumberValue((sbyte)v), j => j.GetSByte()),
        [typeof(short)] = new((w, v) => w.WriteNumberValue((short)v), j => j.GetInt16()),
        [typeof(ushort)] = new((w, v) => w.WriteNumberValue((ushort)v), j => j.GetUInt16()),
        [typeof(int)] = new((w, v) => w.WriteNumberValue((int)v), j => j.GetInt32()),
        [typeof(uint)] = new((w, v) => w.WriteNumberValue((uint)v), j => j.GetUInt32()),
        [typeof(long)] = new((w, v) => w.WriteNumberValue((long)v), j => j.GetInt64()),
        [typeof(ulong)] = new((w, v) => w.WriteNumberValue((ulong)v), j => j.GetUInt64()),
        [typeof(decimal)] = new((w, v) => w.WriteNumberValue((decimal)v), j => j.GetDecimal()),
        [typeof(double)] = new((w, v) => WriteReal(w, (double)v), j => ReadReal(j)),
        [typeof(float)] = new((w, v) => WriteReal(w, (float)v), j => (float)ReadReal(j)),
        [typeof(char)] = new(
            (w, v) => w.WriteStringValue(((char)v).ToString()),
            j => Text(j) is [var one] ? one : throw new JsonException("One character was expected.")),
        [typeof(Guid)] = new((w, v) => w.WriteStringValue((Guid)v), j => j.GetGuid()),
        [typeof(Uri)] = new((w, v) => w.WriteStringValue(((Uri)v).OriginalString), j => new Uri(Text(j), UriKind.RelativeOrAbsolute), mayBeNull: true),
        [typeof(byte[])] = new((w, v) => w.WriteBase64StringValue((byte[])v), j => j.GetBytesFromBase64(), mayBeNull: true),
        [typeof(TimeSpan)] = new((w, v) => w.WriteNumberValue(((TimeSpan)v).Ticks), j => new TimeSpan(j.GetInt64())),
        [typeof(DateTimeOffset)] = new((w, v) => w.WriteStringValue((DateTimeOffset)v), j => j.GetDateTimeOffset()),
        [typeof(DateTime)] = new((w, v) => w.WriteStringValue((DateTime)v), j => j.GetDateTime()),
        [typeof(DateOnly)] = new(
            (w, v) => w.WriteStringValue(((DateOnly)v).ToString("O", CultureInfo.InvariantCulture)),
            j => DateOnly.ParseExact(Text(j), "O", CultureInfo.InvariantCulture)),
    };

    public static ScalarCodec? Find(Type type) => Scalars.GetValueOrDefault(type);

    internal override void Write(Utf8JsonWriter json, object? value, Crossing crossing)
    {
        if (value is null) json.WriteNullValue();
        else write(json, value);
    }

    internal override object? Read(JsonElement json, Crossing crossing) =>
        mayBeNull && json.ValueKind == JsonValueKind.Null ? null : read(json);

    private static string Text(JsonElement json) => json.GetString() ?? throw new JsonException("A string was expected.");

    // JSON has no word for what is not finite, so it is tagged: {"$float":"NaN"}, "Infinity", "-Infinity".
    private static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else Tag.Write(json, "$float", double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static void WriteReal(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else WriteReal(json, (double)value);
    }

    private static double ReadReal(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number
            ? json.GetDouble()
            : Tag.Read(json, "$float") switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => throw new JsonException("\"$float\" is NaN, Infinity or -Infinity."),
            };
}
