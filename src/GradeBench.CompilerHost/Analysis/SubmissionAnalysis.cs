using System.Collections.Concurrent;
using System.Collections.Immutable;
using GradeBench.CompilerHost.Source;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.CompilerHost.Analysis;

/// <summary>Runs the analyzers over a submission. Whatever goes wrong in one becomes a note, never the end of a run.</summary>
internal static class SubmissionAnalysis
{
    /// <summary>Processor time after which the analyzers are asked to stop. Whoever does not is killed by the judge, with the host.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Processor time, not time: a busy machine must not decide what is known of a submission.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <param name="packs">What others remark, too; null for our own rules alone.</param>
    public static AnalysisResponse Of(CompiledSubmission submission, PackAnalyzers? packs)
    {
        var flags = new SubmissionFlags();
        flags.AddFromSymbols(submission.Compilation, submission.Trees);

        var failures = new ConcurrentBag<string>();
        var (compilation, analyzers) = packs is null
            ? (submission.Compilation, AnalyzerSet.All)
            : (submission.Compilation.WithOptions(submission.Compilation.Options.WithSpecificDiagnosticOptions(packs.Severities)), AnalyzerSet.All.AddRange(packs.Analyzers));
        if (Run(compilation, analyzers, failures) is not { } diagnostics)
        {
            return new AnalysisResponse(
                [], [], [], [new ReportedGap($"the analysis takes more than {Limit.TotalSeconds:0} s of processor time", null)], flags.ToList());
        }

        flags.Add(failures.Distinct());
        var facts = diagnostics.Select(Analyzers.ReportedFact.From).OfType<Analyzers.ReportedFact>()
            .OrderBy(fact => fact.Id, StringComparer.Ordinal)
            .Select(fact => new Protocol.ReportedFact(fact.Id, fact.Value, fact.Explanation, Spans(fact.Lines), fact.LowConfidence));
        var measures = diagnostics.Select(Analyzers.ReportedMeasure.From).OfType<Analyzers.ReportedMeasure>()
            .OrderBy(measure => measure.Id, StringComparer.Ordinal)
            .Select(measure => new Protocol.ReportedMeasure(measure.Id, measure.Value, measure.Unit, measure.Explanation, Spans(measure.Lines)));

        return new AnalysisResponse(FoundIn.All(diagnostics), [.. facts], [.. measures], [], flags.ToList());
    }

    /// <returns>What they reported; null when they were stopped.</returns>
    private static ImmutableArray<Diagnostic>? Run(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, ConcurrentBag<string> failures)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new NoConfiguration()),
            onAnalyzerException: (exception, analyzer, _) => failures.Add($"not analysed: {analyzer.GetType().Name} failed ({exception.GetType().Name})"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        using var enough = new CancellationTokenSource();
        var before = Environment.CpuUsage.TotalTime;
        try
        {
            var analysis = new CompilationWithAnalyzers(compilation, analyzers, options).GetAnalyzerDiagnosticsAsync(enough.Token);
            while (!analysis.Wait(Look))
            {
                if (Environment.CpuUsage.TotalTime - before > Limit) enough.Cancel();
            }

            return analysis.Result;
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            return null;
        }
    }

    private static IReadOnlyList<ReportedSpan> Spans(ImmutableArray<Location> lines) => [.. lines.Select(SpanReport.From).OfType<ReportedSpan>()];
}
