using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.CompilerHost.Analysis;

/// <summary>Runs the analyzers over a submission. Whatever goes wrong in one becomes a flag "not analysed", never the end of a run.</summary>
internal static class SubmissionAnalysis
{
    private const int MaxFindings = 500;
    private const int MaxFindingsPerRule = 50;

    /// <summary>Leaves the rest of the sandbox's 10 seconds for the compiler before and the answer after.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Cancellation is asked for first; what does not end by itself is left behind, since the host serves one submission.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public static SubmissionEvidence Run(Compilation compilation)
    {
        using var limit = new CancellationTokenSource(Limit);
        var failures = new ConcurrentBag<string>();
        var analyzers = AnalyzerSet.All;

        try
        {
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([], new NoConfiguration()),
                onAnalyzerException: (exception, analyzer, _) => failures.Add($"not analysed: {analyzer.GetType().Name} failed ({exception.GetType().Name})"),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true);
            var analysis = new CompilationWithAnalyzers(compilation, analyzers, options).GetAnalyzerDiagnosticsAsync(limit.Token);
            return analysis.Wait(Limit + Grace)
                ? Collect(analysis.Result, failures)
                : Nothing($"not analysed: the analysis did not end within {Limit.TotalSeconds:0} s");
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            return Nothing($"not analysed: the analysis did not end within {Limit.TotalSeconds:0} s");
        }
        catch (AggregateException e)
        {
            return Nothing($"not analysed: {e.InnerException?.GetType().Name}");
        }
    }

    private static SubmissionEvidence Collect(ImmutableArray<Diagnostic> diagnostics, IEnumerable<string> failures)
    {
        var facts = diagnostics.Select(Analyzers.ReportedFact.From).OfType<Analyzers.ReportedFact>()
            .OrderBy(fact => fact.Id, StringComparer.Ordinal)
            .Select(fact => new Protocol.ReportedFact(fact.Id, fact.Value, fact.Explanation, Spans(fact.Lines), fact.LowConfidence));
        var measures = diagnostics.Select(Analyzers.ReportedMeasure.From).OfType<Analyzers.ReportedMeasure>()
            .OrderBy(measure => measure.Id, StringComparer.Ordinal)
            .Select(measure => new Protocol.ReportedMeasure(measure.Id, measure.Value, measure.Unit));

        return new SubmissionEvidence(Findings(diagnostics), [.. facts], [.. measures], [.. failures.Distinct().Order(StringComparer.Ordinal)]);
    }

    // A rule that fires everywhere says no more with its fifty-first place.
    private static IReadOnlyList<ReportedFinding> Findings(ImmutableArray<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && diagnostic.Id.StartsWith("GB", StringComparison.Ordinal))
            .Select(diagnostic => (Span: SpanReport.From(diagnostic.Location), Diagnostic: diagnostic))
            .Where(found => found.Span is not null)
            .Select(found => new ReportedFinding(
                found.Diagnostic.Id, found.Diagnostic.Descriptor.Category, found.Diagnostic.GetMessage(CultureInfo.InvariantCulture), found.Span!))
            .Distinct()
            .OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal)
            .GroupBy(finding => finding.Rule).SelectMany(rule => rule.Take(MaxFindingsPerRule))
            .OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
            .Take(MaxFindings),
    ];

    private static IReadOnlyList<ReportedSpan> Spans(ImmutableArray<Location> lines) => [.. lines.Select(SpanReport.From).OfType<ReportedSpan>()];

    private static SubmissionEvidence Nothing(string flag) => new([], [], [], [flag]);
}
