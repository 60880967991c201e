using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>GB0203: an exception thrown in place of another does not carry it, so the cause is gone from every log.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InnerExceptionAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.InnerExceptionDropped, RuleCategories.Exceptions,
        "A replaced exception is not kept as the cause",
        "'{0}' is thrown in place of the caught exception and does not carry it. {1}");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var kept = new List<Location>();
        var dropped = new List<Location>();
        foreach (var body in program.Bodies)
        {
            foreach (var thrown in body.Blocks.SelectMany(block => block.SelfAndAll()).OfType<IThrowOperation>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Replacement.Of(thrown, program.Symbols) is not { } replacement) continue;

                (replacement.KeepsCause ? kept : dropped).Add(thrown.Location());
                if (!replacement.KeepsCause)
                    report(Diagnostic.Create(Descriptor, thrown.Location(), replacement.Type.Name, Advice(replacement.Type, program.Symbols)));
            }
        }

        report(Conclude(kept, dropped));
    }

    private static string Advice(ITypeSymbol type, WellKnownSymbols symbols) =>
        type is INamedTypeSymbol named && named.InstanceConstructors.Any(constructor => constructor.Parameters.Any(p => symbols.IsException(p.Type)))
            ? "Pass it as the inner exception."
            : $"Give {type.Name} a constructor that takes an inner exception.";

    private static Diagnostic Conclude(List<Location> kept, List<Location> dropped)
    {
        var fact = FactCatalogue.ExceptionsInner;
        return (kept.Count, dropped.Count) switch
        {
            (0, 0) => FactReport.Fact(fact, "none", "No exception is thrown in place of another.", []),
            (_, 0) => FactReport.Fact(fact, "preserved", "Every exception thrown in place of another carries it.", kept),
            (0, _) => FactReport.Fact(fact, "dropped", "Exceptions thrown in place of others do not carry them.", dropped),
            _ => FactReport.Fact(fact, "mixed", $"{kept.Count} replaced exceptions are carried on, {dropped.Count} are not.", dropped),
        };
    }
}
