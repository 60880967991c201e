using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>Puts what was observed into the form that is stored.</summary>
internal static class EvidenceAssembler
{
    // The host sends no more; a host that was taken over might.
    private const int MaxDiagnostics = 100;
    private const int MaxItems = 1000;

    public static Evidence Create(GradingRequest request, CompileOutcome compile, RunConditions conditions)
    {
        var evidence = new Evidence
        {
            Assessment = request.Pack.Id,
            PackVersion = request.Pack.Version,
            Language = request.Language,
            Compile = Compile(compile),
            Conditions = conditions,
        };

        return compile is CompileOutcome.Answered { Response: var response }
            ? evidence with
            {
                Facts = [.. response.Facts.Take(MaxItems).Select(Fact)],
                Findings = [.. response.Findings.Take(MaxItems).Select(Finding)],
                Measures = [.. response.Measures.Take(MaxItems).Select(m => new Measure(StorableText.Clean(m.Id), m.Value, StorableText.Clean(m.Unit)))],
                Flags = [.. response.Flags.Take(MaxItems).Select(StorableText.Clean)],
            }
            : evidence;
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

    private static CodeSpan Span(ReportedSpan span) =>
        new(StorableText.Clean(span.File), span.StartLine, span.StartColumn, span.EndLine, span.EndColumn);
}
