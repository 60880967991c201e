using System.Collections;
using Microsoft.Extensions.Configuration;

namespace GradeBench.Cli.Up;

/// <summary>The environment variables as the web program and the worker read them, with <c>__</c> between the parts of a name.</summary>
internal static class EnvironmentConfiguration
{
    public static IConfiguration Read() => new ConfigurationBuilder()
        .AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable =>
            KeyValuePair.Create(((string)variable.Key).Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)))
        .Build();
}
