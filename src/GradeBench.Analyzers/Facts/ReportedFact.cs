using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>A conclusion as an analyzer reported it, for example <c>retry.kind = exponential</c>.</summary>
/// <param name="Lines">The lines that prove it; for an absence, where one would have looked. May be empty.</param>
/// <param name="LowConfidence">Set when types could not be resolved.</param>
public sealed record ReportedFact(string Id, string Value, string Explanation, ImmutableArray<Location> Lines, bool LowConfidence)
{
    internal const string IdKey = "fact.id";
    internal const string ValueKey = "fact.value";
    internal const string ExplanationKey = "fact.explanation";
    internal const string ConfidenceKey = "fact.confidence";
    internal const string LowConfidenceValue = "low";
    internal const string HighConfidenceValue = "high";

    /// <summary>Reads the fact a diagnostic carries; null when it carries none.</summary>
    public static ReportedFact? From(Diagnostic diagnostic)
    {
        if (diagnostic.Id != RuleIdentifiers.Fact) return null;

        var properties = diagnostic.Properties;
        ImmutableArray<Location> lines = diagnostic.Location.IsInSource ? [diagnostic.Location, .. diagnostic.AdditionalLocations] : [];
        return new ReportedFact(
            properties[IdKey]!, properties[ValueKey]!, properties[ExplanationKey]!, lines, properties[ConfidenceKey] == LowConfidenceValue);
    }
}
