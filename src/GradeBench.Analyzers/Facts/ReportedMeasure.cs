using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>A number as an analyzer reported it, for example <c>typing.annotated = 0.97 ratio</c>.</summary>
/// <param name="Explanation">What was counted, without the number.</param>
/// <param name="Lines">What keeps it from being better; may be empty.</param>
public sealed record ReportedMeasure(string Id, decimal Value, string Unit, string Explanation, ImmutableArray<Location> Lines)
{
    internal const string IdKey = "measure.id";
    internal const string ValueKey = "measure.value";
    internal const string UnitKey = "measure.unit";
    internal const string ExplanationKey = "measure.explanation";

    /// <summary>Reads the measure a diagnostic carries; null when it carries none.</summary>
    public static ReportedMeasure? From(Diagnostic diagnostic) =>
        diagnostic.Id == RuleIdentifiers.Measure
            ? new ReportedMeasure(
                diagnostic.Properties[IdKey]!,
                decimal.Parse(diagnostic.Properties[ValueKey]!, CultureInfo.InvariantCulture),
                diagnostic.Properties[UnitKey]!,
                diagnostic.Properties[ExplanationKey]!,
                diagnostic.Location.IsInSource ? [diagnostic.Location, .. diagnostic.AdditionalLocations] : [])
            : null;
}
