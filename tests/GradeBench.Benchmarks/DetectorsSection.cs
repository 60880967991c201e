using System.Collections.Immutable;
using GradeBench.Analyzers;
using GradeBench.Analyzers.Packs;
using GradeBench.Analyzers.Tests.Corpus;
using GradeBench.CompilerHost.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using static GradeBench.Benchmarks.Say;
using static GradeBench.Benchmarks.Statistics;

namespace GradeBench.Benchmarks;

/// <summary>How often the detectors are right on the labelled corpus, and what they cost on one submission.</summary>
internal static class DetectorsSection
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(300);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool quick, CancellationToken cancellationToken)
    {
        Progress($"The detectors on the labelled corpus");
        // What submissions are compiled against.
        var references = Assemblies("refs");
        var run = await CorpusRun.OfAsync(Checkout.At("tests", "GradeBench.Analyzers.Tests", "Corpus"), references, Assemblies("packages"), cancellationToken);
        Console.WriteLine($"{run.Snippets} snippets, {run.Silent} of them to stay silent on\n\n{FactScore.Table(run.Scores)}");
        foreach (var mistake in run.Mistakes) Console.WriteLine(mistake);

        Progress($"The detectors on one submission, warm");
        var packs = PackAnalyzers.Load(Checkout.At("artifacts", "hosts", "compiler", "packs"));
        var ours = SourceAnalyzers.Create(includeGeneratedCode: true);
        var costs = await CostAsync(references, ours, ImmutableDictionary<string, ReportDiagnostic>.Empty, quick ? 10 : 50, cancellationToken);
        var together = await CostAsync(references, ours.AddRange(packs.Analyzers), packs.Severities, quick ? 10 : 50, cancellationToken);
        Progress($"  {Show(Median(costs.Walls))}, with {PackRules.All.Length} rules of others {Show(Median(together.Walls))}");

        var (precision, recall) = (run.Scores.Min(s => s.Precision), run.Scores.Min(s => s.Recall));
        return
        [
            new(Text($"lowest precision of {run.Scores.Count} facts on {run.Snippets} snippets"), "0.95", precision, Text($"{precision:0.000}"), If(precision >= FactScore.LeastPrecision)),
            new("lowest recall", "0.90", recall, Text($"{recall:0.000}"), If(recall >= FactScore.LeastRecall)),
            Cost("our rules on one submission, warm", costs),
            Cost(Text($"with {PackRules.All.Length} rules of others"), together),
        ];
    }

    private static Figure Cost(string what, (IReadOnlyList<TimeSpan> Walls, IReadOnlyList<TimeSpan> Cpus) cost) => new(
        what, "300 ms", Median(cost.Walls).TotalSeconds,
        Text($"{Show(Median(cost.Walls))} (slowest {Show(cost.Walls.Max())}, {cost.Walls.Count} times), {Show(Median(cost.Cpus))} CPU"), If(Median(cost.Walls) <= Budget));

    private static ImmutableArray<MetadataReference> Assemblies(string folder) =>
        [.. Directory.GetFiles(Checkout.At("artifacts", "hosts", "compiler", folder), "*.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(file => MetadataReference.CreateFromFile(file))];

    // Binding is the compiler's work in any case, so it is done before the clock starts.
    private static async Task<(IReadOnlyList<TimeSpan> Walls, IReadOnlyList<TimeSpan> Cpus)> CostAsync(
        ImmutableArray<MetadataReference> references, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableDictionary<string, ReportDiagnostic> severities,
        int times, CancellationToken cancellationToken)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp14);
        var files = Directory.GetFiles(Sample.Folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var texts = files.Select(File.ReadAllText).ToList();
        var empty = CSharpCompilation.Create("Submission", [CSharpSyntaxTree.ParseText(Usings, parsing, cancellationToken: cancellationToken)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: severities));
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);

        var (walls, cpus) = (new List<TimeSpan>(), new List<TimeSpan>());
        const int Warming = 3;
        for (var i = 0; i < Warming + times; i++)
        {
            var compilation = empty.AddSyntaxTrees(texts.Select((text, at) => CSharpSyntaxTree.ParseText(text, parsing, files[at], cancellationToken: cancellationToken)));
            _ = compilation.GetDiagnostics(cancellationToken);
            var (began, before) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await new CompilationWithAnalyzers(compilation, analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
            if (i < Warming) continue;

            walls.Add(TimeProvider.System.GetElapsedTime(began));
            cpus.Add(Environment.CpuUsage.TotalTime - before);
        }

        return (walls, cpus);
    }

    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
}
