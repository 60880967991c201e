using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GradeBench.Analyzers.Tests.Verification;

/// <summary>Compiles a snippet, runs all analyzers of the package over it, and compares what they say with what is marked.</summary>
internal static class Verify
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt")).Where(File.Exists).Order(StringComparer.Ordinal).Select(r => MetadataReference.CreateFromFile(r)),
        MetadataReference.CreateFromFile(typeof(Contracts.TaskRunner.ITaskRunner).Assembly.Location),
    ];

    /// <summary>The packages that an assessment may allow.</summary>
    public static ImmutableArray<MetadataReference> Packages { get; } =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "packages.txt")).Where(File.Exists).Order(StringComparer.Ordinal).Select(r => MetadataReference.CreateFromFile(r))];

    // Compilations made from one share what they know of the references, which is most of the work on a snippet.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(OutputKind Kind, NullableContextOptions Nullable), CSharpCompilation> Empty = new();

    /// <summary>Expects the marked findings of the rules named in marks, and no others of these rules or <paramref name="alsoSilent"/>.</summary>
    public static async Task ReportsAsync(string marked, params string[] alsoSilent)
    {
        var source = MarkedSource.Parse(marked);
        foreach (var variant in Variants(source))
        {
            var rules = source.Marks.Select(m => m.Id).Concat(alsoSilent).ToHashSet();
            var found = (await RunAsync(variant.Text)).Where(d => rules.Contains(d.Id)).Select(d => (d.Id, d.Location.SourceSpan)).Distinct();

            var expected = variant.Marks.Select(m => Show(variant.Text, m.Id, m.Span)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, found.Select(f => Show(variant.Text, f.Id, f.SourceSpan)).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Expects that a rule says nothing.</summary>
    public static Task SilentAsync(string rule, string source) => ReportsAsync(source, rule);

    /// <summary>Expects a fact to have a value.</summary>
    public static async Task FactAsync(string id, string value, string source, string what = "this")
    {
        var fact = await FactOf(id, source);
        Assert.True(fact.Value == value, $"{id} of {what} is {fact.Value}, expected {value}: {fact.Explanation}");
    }

    public static async Task<ReportedFact> FactOf(string id, string source, NullableContextOptions nullable = NullableContextOptions.Enable) =>
        Assert.Single((await RunAsync(MarkedSource.Parse(source).Text, nullable: nullable)).Select(ReportedFact.From).OfType<ReportedFact>(), f => f.Id == id);

    /// <summary>All diagnostics of all analyzers; a crash of one fails the test, and so does code that does not compile.</summary>
    public static Task<ImmutableArray<Diagnostic>> RunAsync(
        string source, bool mustCompile = true, NullableContextOptions nullable = NullableContextOptions.Enable, bool concurrent = true, bool includeGeneratedCode = false) =>
        RunAsync([source], mustCompile, nullable, concurrent, includeGeneratedCode);

    /// <summary>The same for several files of one program.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(
        IReadOnlyList<string> sources, bool mustCompile, NullableContextOptions nullable = NullableContextOptions.Enable, bool concurrent = true, bool includeGeneratedCode = false)
    {
        var compilation = Compile(sources, nullable);
        var crashes = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, analyzer, _) => { lock (crashes) crashes.Add($"{analyzer.GetType().Name}: {exception}"); }, concurrent, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        var analysis = new CompilationWithAnalyzers(compilation, SourceAnalyzers.Create(includeGeneratedCode), options);
        // The compiler's own with the analyzers': asked for apart, it would go through the code a second time.
        var diagnostics = mustCompile
            ? await analysis.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken)
            : await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var errors = diagnostics.Where(d => IsOfCompiler(d) && d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        Assert.True(crashes.Count == 0, string.Join('\n', crashes));
        return [.. diagnostics.Where(d => !IsOfCompiler(d))];
    }

    private static bool IsOfCompiler(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);

    private static CSharpCompilation Compile(IReadOnlyList<string> sources, NullableContextOptions nullable)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var trees = sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, i == 0 ? "Snippet.cs" : $"Snippet{i}.cs")).ToList();
        var isProgram = trees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(m => m is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax));
        var kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return Empty.GetOrAdd((kind, nullable), static key => CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Usings, new CSharpParseOptions(LanguageVersion.CSharp14), "Usings.cs")],
            References,
            new CSharpCompilationOptions(key.Kind, allowUnsafe: true, nullableContextOptions: key.Nullable))).AddSyntaxTrees(trees);
    }

    // As written, and with the line ends and byte order mark of another editor.
    private static IEnumerable<MarkedSource> Variants(MarkedSource source)
    {
        yield return source;

        int Shifted(int at) => at + source.Text.AsSpan(0, at).Count('\n');
        yield return new MarkedSource(
            source.Text.Replace("\n", "\r\n", StringComparison.Ordinal),
            [.. source.Marks.Select(m => (m.Id, TextSpan.FromBounds(Shifted(m.Span.Start), Shifted(m.Span.End))))]);
    }

    private static string Show(string text, string id, TextSpan span)
    {
        var line = text.AsSpan(0, span.Start).Count('\n') + 1;
        return $"{id} line {line}: {text.Substring(span.Start, span.Length)}";
    }
}
