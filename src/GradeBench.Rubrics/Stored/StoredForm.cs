using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GradeBench.Rubrics;

/// <summary>
/// The stored form of evidence and scorecards: JSON with camelCase names, enums as text, properties in a fixed order.
/// Equal records give equal text. Each carries its format's version; a change of the form is a new version.
/// </summary>
public static class StoredForm
{
    /// <summary>For a serialiser that wants the type's metadata, such as a jsonb converter.</summary>
    public static JsonTypeInfo<Evidence> EvidenceType => StoredJson.Default.Evidence;

    /// <inheritdoc cref="EvidenceType"/>
    public static JsonTypeInfo<Scorecard> ScorecardType => StoredJson.Default.Scorecard;

    /// <inheritdoc cref="EvidenceType"/>
    public static JsonTypeInfo<EvidenceValues> ValuesType => StoredJson.Default.EvidenceValues;

    public static string Write(Evidence evidence) => JsonSerializer.Serialize(evidence, EvidenceType);

    public static string Write(Scorecard scorecard) => JsonSerializer.Serialize(scorecard, ScorecardType);

    public static string Write(EvidenceValues values) => JsonSerializer.Serialize(values, ValuesType);

    /// <exception cref="StoredFormException">The text is not evidence, or of a format this program does not know.</exception>
    public static Evidence ReadEvidence(string json) => Read(json, EvidenceType, e => e.Format, Evidence.CurrentFormat);

    /// <exception cref="StoredFormException">The text is not a scorecard, or of a format this program does not know.</exception>
    public static Scorecard ReadScorecard(string json) => Read(json, ScorecardType, s => s.Format, Scorecard.CurrentFormat);

    private static T Read<T>(string json, JsonTypeInfo<T> type, Func<T, int> format, int current)
    {
        var name = typeof(T).Name.ToLowerInvariant();
        T? value;
        try
        {
            value = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            throw new StoredFormException($"Stored {name} cannot be read: {e.Message}", e);
        }

        if (value is null) throw new StoredFormException($"Stored {name} cannot be read: it is null.");

        return format(value) == current
            ? value
            : throw new StoredFormException($"Stored {name} has format {format(value)}, but this program reads format {current}: use a program of the version that wrote it, or newer.");
    }
}

/// <summary>Stored JSON is not what it should be.</summary>
public sealed class StoredFormException(string message, Exception? innerException = null) : Exception(message, innerException);
