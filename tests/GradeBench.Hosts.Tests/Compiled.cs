using System.Collections.Concurrent;
using GradeBench.Contracts.TaskRunner;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradeBench.Hosts.Tests;

/// <summary>Compiles small submissions in memory.</summary>
internal static class Compiled
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading;
        global using System.Threading.Tasks; global using GradeBench.Protocol; global using GradeBench.Contracts.TaskRunner;
        """;

    private static readonly ConcurrentDictionary<string, byte[]> Known = new();

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll")
            .Append(typeof(IProbe).Assembly.Location)
            .Append(typeof(ITaskRunner).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>A whole submission.</summary>
    public static byte[] Source(string source) => Known.GetOrAdd(source, Compile);

    /// <summary>A submission for <see cref="IProbe"/> of which only <paramref name="members"/> are of interest; they override the rest.</summary>
    public static byte[] Probe(string members) => Source($$"""
        public abstract class Rest(ProbeOptions options)
        {
            protected TimeProvider Clock => options.Clock;
            public virtual int Number => options.Number;
            public virtual string Echo(string text) => text;
            public virtual Task<ProbeValues> RoundTripAsync(ProbeValues values) => Task.FromResult(values);
            public virtual async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token) =>
                await Task.WhenAll(items.Select(i => i.Work(token)));
            public virtual async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token)
            {
                await Task.Delay(delay, Clock, token);
                return Clock.GetTimestamp();
            }
            public virtual async IAsyncEnumerable<int> Doubled(IAsyncEnumerable<int> numbers)
            {
                await foreach (var number in numbers) yield return number * 2;
            }
            public virtual Task NotifyAsync(Action<string> listener) { listener("notified"); return Task.CompletedTask; }
            public virtual ValueTask DisposeAsync() => default;
        }
        public sealed class Submission(ProbeOptions options) : Rest(options), IProbe
        {
            {{members}}
        }
        """);

    private static byte[] Compile(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Submission",
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return assembly.ToArray();
    }
}
