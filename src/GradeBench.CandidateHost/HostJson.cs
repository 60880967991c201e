using System.Text.Json.Serialization;
using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>One file of a submission: for this host its assembly, and nothing else is needed.</summary>
internal sealed record SubmissionFile(string Name, byte[] Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, MaxDepth = ProtocolLimits.MaxDepth)]
[JsonSerializable(typeof(SubmissionFile[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ReleaseReport))]
internal sealed partial class HostJson : JsonSerializerContext;
