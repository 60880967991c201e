using System.Text.Json.Serialization;

namespace GradeBench.Protocol;

// Generated, because the compiler host's first answer is on every submission's path.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    MaxDepth = ProtocolLimits.MaxDepth,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CompileRequest))]
[JsonSerializable(typeof(CompileResponse))]
[JsonSerializable(typeof(AnalysisResponse))]
internal sealed partial class CompileJson : JsonSerializerContext;
