using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>
/// How facts and measures leave an analyzer: as hidden diagnostics, the one thing an analyzer can hand to every host. The
/// conclusion travels in the properties, the proving lines as location and additional locations. An IDE never shows
/// them; the compiler host reads them back with <see cref="ReportedFact.From"/>.
/// </summary>
internal static class FactReport
{
    public static readonly DiagnosticDescriptor FactRule = Rule.CreateForWholeProgram(
        RuleIdentifiers.Fact, RuleCategories.Evidence, "A conclusion about the code", "{0} = {1}: {2}", DiagnosticSeverity.Hidden);

    public static readonly DiagnosticDescriptor MeasureRule = Rule.CreateForWholeProgram(
        RuleIdentifiers.Measure, RuleCategories.Evidence, "A number counted in the code", "{0} = {1} {2}", DiagnosticSeverity.Hidden);

    /// <summary>The most lines a fact carries; a thousandth example convinces nobody more than the twentieth.</summary>
    private const int MaxLines = 20;

    public static Diagnostic Fact(FactDefinition fact, string value, string explanation, IEnumerable<Location> lines, bool lowConfidence = false)
    {
        if (!fact.Allows(value)) throw new ArgumentOutOfRangeException(nameof(value), value, $"'{fact.Id}' has no such value; add it to the catalogue.");

        var proof = First(lines);
        var properties = ImmutableDictionary.CreateRange(
        [
            new KeyValuePair<string, string?>(ReportedFact.IdKey, fact.Id),
            new KeyValuePair<string, string?>(ReportedFact.ValueKey, value),
            new KeyValuePair<string, string?>(ReportedFact.ExplanationKey, explanation),
            new KeyValuePair<string, string?>(ReportedFact.ConfidenceKey, lowConfidence ? ReportedFact.LowConfidenceValue : ReportedFact.HighConfidenceValue),
        ]);

        var location = proof.Length > 0 ? proof[0] : Location.None;
        return Diagnostic.Create(FactRule, location, proof.Skip(1), properties, fact.Id, value, explanation);
    }

    /// <param name="explanation">What was counted, without the number.</param>
    /// <param name="lines">What keeps it from being better.</param>
    public static Diagnostic Measure(string id, decimal value, string unit, string explanation, IEnumerable<Location> lines)
    {
        var text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var properties = ImmutableDictionary.CreateRange(
        [
            new KeyValuePair<string, string?>(ReportedMeasure.IdKey, id),
            new KeyValuePair<string, string?>(ReportedMeasure.ValueKey, text),
            new KeyValuePair<string, string?>(ReportedMeasure.UnitKey, unit),
            new KeyValuePair<string, string?>(ReportedMeasure.ExplanationKey, explanation),
        ]);

        var places = First(lines);
        return Diagnostic.Create(MeasureRule, places.Length > 0 ? places[0] : Location.None, places.Skip(1), properties, id, text, unit);
    }

    private static ImmutableArray<Location> First(IEnumerable<Location> lines) => [.. lines
        .Where(line => line.IsInSource)
        .OrderBy(line => line.SourceTree!.FilePath, StringComparer.Ordinal)
        .ThenBy(line => line.SourceSpan.Start)
        .Distinct()
        .Take(MaxLines)];
}
