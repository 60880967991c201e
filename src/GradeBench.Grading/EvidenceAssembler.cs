using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>Puts what was observed into the form that is stored.</summary>
internal static class EvidenceAssembler
{
    // The host sends no more; a host that was taken over might.
    private const int MaxDiagnostics = 100;
    private const int MaxItems = 1000;

    public static Evidence Create(GradingRequest request, CompileOutcome compile, AnalysisResponse analysis, RunConditions conditions)
    {
        var answer = (compile as CompileOutcome.Answered)?.Response;
        List<AnalysisGap> gaps = [.. (answer?.NotAnalysed ?? []).Concat(analysis.NotAnalysed).Take(MaxItems).Select(Gap)];
        return new Evidence
        {
            Assessment = request.Pack.Id,
            PackVersion = request.Pack.Version,
            Language = request.Language,
            Compile = Compile(compile),
            Conditions = conditions,
            Facts = [.. analysis.Facts.Take(MaxItems).Select(Fact)],
            Findings = [.. analysis.Findings.Take(MaxItems).Select(Finding)],
            Measures = [.. analysis.Measures.Take(MaxItems).Select(Measure)],
            NotAnalysed = gaps,
            Flags = [.. gaps.Select(gap => $"not analysed: {gap.Reason}"), .. (answer?.Flags ?? []).Concat(analysis.Flags).Take(MaxItems).Select(StorableText.Clean)],
        };
    }

    private static CompileEvidence Compile(CompileOutcome compile) => compile switch
    {
        CompileOutcome.Answered { Response: var response } => new CompileEvidence(
            response is { Succeeded: true, Assembly: not null },
            [.. response.Diagnostics.OrderByDescending(d => d.Severity).Take(MaxDiagnostics).Select(Diagnostic)]),
        CompileOutcome.TooMuch limit => new CompileEvidence(false, [new CompilerDiagnostic(limit.Id, DiagnosticSeverity.Error, limit.Sentence, null)]),
        _ => throw new InvalidOperationException("A closed set of cases grew."),
    };

    private static CompilerDiagnostic Diagnostic(ReportedDiagnostic diagnostic) => new(
        StorableText.Clean(diagnostic.Id),
        diagnostic.Severity switch
        {
            ReportedSeverity.Error => DiagnosticSeverity.Error,
            ReportedSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        StorableText.Clean(diagnostic.Message),
        diagnostic.Span is { } span ? Span(span) : null);

    private static Fact Fact(ReportedFact fact) => new(
        StorableText.Clean(fact.Id), StorableText.Clean(fact.Value), StorableText.Clean(fact.Explanation),
        [.. fact.Lines.Take(MaxItems).Select(Span)], fact.LowConfidence ? Confidence.Low : Confidence.High);

    private static Finding Finding(ReportedFinding finding) => new(
        StorableText.Clean(finding.Rule), StorableText.Clean(finding.Category), StorableText.Clean(finding.Message), Span(finding.Span));

    private static Measure Measure(ReportedMeasure measure) => new(StorableText.Clean(measure.Id), measure.Value, StorableText.Clean(measure.Unit))
    {
        Explanation = StorableText.Clean(measure.Explanation),
        Lines = [.. measure.Lines.Take(MaxItems).Select(Span)],
    };

    private static AnalysisGap Gap(ReportedGap gap) => new(StorableText.Clean(gap.Reason), gap.Span is { } span ? Span(span) : null);

    private static CodeSpan Span(ReportedSpan span) =>
        new(StorableText.Clean(span.File), span.StartLine, span.StartColumn, span.EndLine, span.EndColumn);
}
