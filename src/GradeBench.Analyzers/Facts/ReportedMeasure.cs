using System.Globalization;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>A number as an analyzer reported it, for example <c>typing.annotated = 0.97 ratio</c>.</summary>
public sealed record ReportedMeasure(string Id, decimal Value, string Unit)
{
    internal const string IdKey = "measure.id";
    internal const string ValueKey = "measure.value";
    internal const string UnitKey = "measure.unit";

    /// <summary>Reads the measure a diagnostic carries; null when it carries none.</summary>
    public static ReportedMeasure? From(Diagnostic diagnostic) =>
        diagnostic.Id == RuleIdentifiers.Measure
            ? new ReportedMeasure(
                diagnostic.Properties[IdKey]!,
                decimal.Parse(diagnostic.Properties[ValueKey]!, CultureInfo.InvariantCulture),
                diagnostic.Properties[UnitKey]!)
            : null;
}
