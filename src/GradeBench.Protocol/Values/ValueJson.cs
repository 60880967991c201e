using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GradeBench.Protocol;

/// <summary>How contract values are written: docs/protocol.md, "Values".</summary>
internal static class ValueJson
{
    private static readonly JsonSerializerOptions Options = Create();

    public static JsonTypeInfo TypeOf(Type type) => Options.GetTypeInfo(type);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            MaxDepth = ProtocolLimits.MaxDepth,
            AllowDuplicateProperties = false,
            IncludeFields = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters =
            {
                new JsonStringEnumConverter(allowIntegerValues: false),
                new TimeSpanConverter(),
                new DoubleConverter(),
                new SingleConverter(),
                new CancellationTokenConverter(),
                new ClockConverter(),
                new DelegateConverterFactory(),
                new StreamConverterFactory(),
                new ExceptionConverterFactory(),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
