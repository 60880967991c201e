using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Tests.Corpus;

/// <summary>All detectors on all snippets, compared with the labels.</summary>
/// <param name="Scores">One per fact, in the order of the catalogue.</param>
/// <param name="Mistakes">Where detector and label disagree, and snippets that do not compile.</param>
internal sealed record CorpusRun(int Snippets, int Silent, IReadOnlyList<FactScore> Scores, IReadOnlyList<string> Mistakes)
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

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    // What says that nothing is there, and what is no fault worth a label.
    private static readonly string[] Absent = ["none", "none-needed", "not-applicable", "enabled"];
    private static readonly string[] Unremarkable = ["passed", "private", "preserved", "streamed", "quoted", "unknown"];
    private static readonly string[] Sound = ["interlocked", "lock", "concurrent"];

    public static async Task<CorpusRun> OfAsync(string folder, ImmutableArray<MetadataReference> references, ImmutableArray<MetadataReference> packages, CancellationToken cancellationToken)
    {
        var snippets = CorpusSnippet.LoadAll(folder);
        // Compilations made from one share what they know of the references, which is most of the work on a snippet.
        var empty = Empty([.. references, Library(CorpusSnippet.LoadPrelude(folder), Empty(references))]);
        var withPackages = empty.AddReferences(packages);
        var tallies = FactCatalogue.All.ToDictionary(fact => fact.Id, _ => new int[3]);
        var mistakes = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(snippets, cancellationToken, async (snippet, token) =>
        {
            var compilation = (snippet.UsesPackages ? withPackages : empty).AddSyntaxTrees(CSharpSyntaxTree.ParseText(snippet.Text, ParseOptions, "Snippet.cs", cancellationToken: token));
            if (snippet.Resolves && compilation.GetDiagnostics(token).FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
                mistakes.Add($"{snippet.Title}: does not compile: {error}");

            foreach (var unknown in snippet.Labels.Where(label => FactCatalogue.All.FirstOrDefault(f => f.Id == label.Key)?.Allows(label.Value) != true))
                mistakes.Add($"{snippet.Title}: {unknown.Key} = {unknown.Value} is in no catalogue");

            foreach (var fact in await FactsAsync(compilation, mistakes, token)) Compare(snippet, fact, tallies[fact.Id], mistakes);
        });

        return new CorpusRun(
            snippets.Count,
            snippets.Count(s => s.Labels.Values.All(value => Absent.Contains(value) || Unremarkable.Contains(value) || Sound.Contains(value))),
            [.. FactCatalogue.All.Select(fact => new FactScore(fact.Id, tallies[fact.Id][0], tallies[fact.Id][1], tallies[fact.Id][2]))],
            [.. mistakes.Order(StringComparer.Ordinal)]);
    }

    private static void Compare(CorpusSnippet snippet, ReportedFact fact, int[] tally, ConcurrentBag<string> mistakes)
    {
        var labelled = snippet.Labels.TryGetValue(fact.Id, out var expected);
        var claims = !Absent.Contains(fact.Value) && (labelled || !Unremarkable.Contains(fact.Value));
        var right = labelled ? fact.Value == expected : !claims;
        if (!right) mistakes.Add($"{snippet.Title}: {fact.Id} is {fact.Value}, a reviewer says {expected ?? "none"}: {fact.Explanation}");

        lock (tally)
        {
            if (labelled && !Absent.Contains(expected)) tally[right ? 0 : 2]++;
            if (!right && claims) tally[1]++;
        }
    }

    private static async Task<IReadOnlyList<ReportedFact>> FactsAsync(CSharpCompilation compilation, ConcurrentBag<string> mistakes, CancellationToken cancellationToken)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]),
            (exception, analyzer, _) => mistakes.Add($"{analyzer.GetType().Name} failed: {exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var diagnostics = await new CompilationWithAnalyzers(compilation, SourceAnalyzers.Create(includeGeneratedCode: true), options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return [.. diagnostics.Select(ReportedFact.From).OfType<ReportedFact>()];
    }

    private static CSharpCompilation Empty(ImmutableArray<MetadataReference> references) =>
        CSharpCompilation.Create("Snippet", [CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs")], references, Options);

    private static PortableExecutableReference Library(string text, CSharpCompilation empty)
    {
        using var image = new MemoryStream();
        var emitted = empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, ParseOptions, "Prelude.cs")).WithAssemblyName("Prelude").Emit(image);
        return emitted.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException($"The prelude does not compile: {emitted.Diagnostics[0]}");
    }
}
