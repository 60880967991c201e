using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using GradeBench.Analyzers.Packs;
using GradeBench.Protocol;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost.Analysis;

/// <summary>What is told of the analyzers' remarks: ours, and of the packs' what ours did not say already, in the order of the files.</summary>
internal static class FoundIn
{
    private const int MaxFindings = 500;
    private const int MaxNotes = 200;

    // A rule that fires everywhere says no more with its fifty-first place.
    private const int MaxPerRule = 50;

    private static readonly FrozenDictionary<string, (PackRule Rule, int Place)> Packs =
        PackRules.All.Select((rule, place) => (rule, place)).ToFrozenDictionary(r => r.rule.Id, r => (r.rule, r.place), StringComparer.Ordinal);

    public static IReadOnlyList<ReportedFinding> All(ImmutableArray<Diagnostic> diagnostics)
    {
        var findings = diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)
            .Select(Read).OfType<ReportedFinding>().Distinct().ToList();
        var ours = InOrder(findings.Where(finding => !Packs.ContainsKey(finding.Rule))).GroupBy(finding => finding.Rule)
            .SelectMany(rule => rule.Take(MaxPerRule)).Take(MaxFindings).ToList();

        // One cause on one line is told once, by us or by the first pack in the table.
        var told = ours.Select(finding => (finding.Span.File, finding.Span.StartLine, Cause: finding.Rule)).ToHashSet();
        var notes = InOrder(findings.Where(finding => Packs.ContainsKey(finding.Rule))).OrderBy(finding => Packs[finding.Rule].Place)
            .Where(finding => told.Add((finding.Span.File, finding.Span.StartLine, Packs[finding.Rule].Rule.Cause)))
            .GroupBy(finding => finding.Rule).SelectMany(rule => rule.Take(MaxPerRule)).Take(MaxNotes);
        return [.. InOrder(ours.Concat(notes))];
    }

    private static ReportedFinding? Read(Diagnostic diagnostic)
    {
        if (SpanReport.From(diagnostic.Location) is not { } span) return null;

        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        if (Packs.TryGetValue(diagnostic.Id, out var found)) return new ReportedFinding(diagnostic.Id, found.Rule.Category, $"{message} ({found.Rule.Pack.Name})", span);

        return diagnostic.Id.StartsWith("GB", StringComparison.Ordinal) ? new ReportedFinding(diagnostic.Id, diagnostic.Descriptor.Category, message, span) : null;
    }

    private static IOrderedEnumerable<ReportedFinding> InOrder(IEnumerable<ReportedFinding> findings) =>
        findings.OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn)
            .ThenBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal);
}
