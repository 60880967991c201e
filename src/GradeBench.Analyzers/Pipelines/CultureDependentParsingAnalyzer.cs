using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Pipelines;

/// <summary>GB0602: the machine's culture decides what a number or a date in data means: "1.5" is fifteen in Vienna.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CultureDependentParsingAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.CultureDependentParsing, RuleCategories.Pipelines,
        "The machine's culture decides what data means",
        "'{0}' reads data the way this machine's culture writes it. Pass CultureInfo.InvariantCulture.");

    // Whole numbers differ by culture in their sign at most.
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Decimal", "System.Double", "System.Single", "System.Half", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
    };

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var flow = new TextFlow(program);
        var sightings = new Sightings(Descriptor, FactCatalogue.PipelinesCulture);
        foreach (var operation in program.Operations)
        {
            switch (operation)
            {
                // What a person types is in that person's culture.
                case IInvocationOperation call when Parses(call.TargetMethod) && !NamesCulture(call) && flow.Of(call.Arguments[0].Value).Part != TextPart.Typed:
                    sightings.Add(report, call.Location(), $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}");
                    break;
                case IMethodReferenceOperation { Method: { Parameters.Length: 1 } method } when Parses(method):
                    sightings.Add(report, operation.Location(), $"{method.ContainingType.Name}.{method.Name}");
                    break;
            }
        }

        report(sightings.Conclude("The machine's culture decides what numbers or dates in data mean.", "No data is read in the machine's culture."));
    }

    private static bool Parses(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters: { Length: > 0 } parameters }
        && (parameters[0].Type.SpecialType == SpecialType.System_String || parameters[0].Type.Name == "ReadOnlySpan")
        && (Types.Contains(method.ContainingType.FullName()) && method.Name is "Parse" or "TryParse" or "ParseExact" or "TryParseExact" && Types.Contains(method.ContainingType.FullName())
            || method.ContainingType.FullName() == "System.Convert" && method.Name is "ToDecimal" or "ToDouble" or "ToSingle" or "ToDateTime" && method.ContainingType.FullName() == "System.Convert");

    private static bool NamesCulture(IInvocationOperation call) => call.Arguments.Any(a =>
        a.Parameter?.Type.FullName() == "System.IFormatProvider" && a.Value.Unwrapped() is var provider
        && provider.ConstantValue is not { HasValue: true, Value: null }
        && provider is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "CurrentCulture" or "CurrentUICulture" } }));
}
