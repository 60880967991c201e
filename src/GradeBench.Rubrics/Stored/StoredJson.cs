using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradeBench.Rubrics;

/// <summary>Generated at build time, so that reading ten thousand stored results spends nothing on reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(CamelCaseEnumConverter<BehaviourVerdict>),
        typeof(CamelCaseEnumConverter<Confidence>),
        typeof(CamelCaseEnumConverter<DiagnosticSeverity>),
        typeof(CamelCaseEnumConverter<EvidenceKind>),
    ])]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(EvidenceValues))]
[JsonSerializable(typeof(Scorecard))]
internal sealed partial class StoredJson : JsonSerializerContext;

/// <summary>Names, not numbers: inserting a case must not change the meaning of what is stored.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
