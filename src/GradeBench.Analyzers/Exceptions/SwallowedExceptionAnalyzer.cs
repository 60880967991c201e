using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>GB0201: a catch takes every exception, expected or not, and leaves no trace of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedExceptionAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.SwallowedException, RuleCategories.Exceptions,
        "A catch swallows every exception",
        "This catch takes every exception and leaves no trace of it. Catch what you expect, or rethrow, log or return the exception.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var byFate = new Dictionary<CatchFate, List<Location>>
        {
            [CatchFate.Kept] = [],
            [CatchFate.Noted] = [],
            [CatchFate.Lost] = [],
        };
        foreach (var clause in program.Operations.OfType<ICatchClauseOperation>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!CaughtException.IsAny(clause, program.Symbols)) continue;

            var fate = new CatchReading(clause, program.Symbols).Fate();
            var place = clause.Syntax.GetFirstToken().GetLocation();
            byFate[fate].Add(place);
            if (fate == CatchFate.Lost) report(Diagnostic.Create(Descriptor, place));
        }

        report(Conclude(byFate));
    }

    private static Diagnostic Conclude(Dictionary<CatchFate, List<Location>> byFate)
    {
        var fact = FactCatalogue.ExceptionsSwallowed;
        if (byFate[CatchFate.Lost].Count > 0)
            return FactReport.Fact(fact, "swallowed", "A catch takes every exception and leaves no trace of it.", byFate[CatchFate.Lost]);
        if (byFate[CatchFate.Noted].Count > 0)
            return FactReport.Fact(fact, "logged", "A catch takes every exception and only logs or counts that there was one.", byFate[CatchFate.Noted]);
        return byFate[CatchFate.Kept].Count > 0
            ? FactReport.Fact(fact, "none", "Every catch that takes all exceptions rethrows or passes them on.", byFate[CatchFate.Kept])
            : FactReport.Fact(fact, "none", "No catch takes all exceptions.", []);
    }
}
