using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.SharedState;

/// <summary>
/// GB0301 and GB0302: state that several threads change without a guard, or with a guard in some places only. Infers for
/// every variable which locks are held at each change, over calls and delegates, as lock-set race detectors do.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedStateAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Racy = Rule.CreateForWholeProgram(RuleIdentifiers.RacyUpdate, RuleCategories.SharedState,
        "Shared state is changed without a guard",
        "'{0}'{1} is changed here by several threads at once with nothing guarding it, so updates get lost. Use {2}.");

    private static readonly DiagnosticDescriptor Inconsistent = Rule.CreateForWholeProgram(RuleIdentifiers.InconsistentGuard, RuleCategories.SharedState,
        "Shared state is guarded in some places only",
        "'{0}'{1} is changed here without the guard it has elsewhere, so the guard protects nothing. Use the same one everywhere.");

    private static readonly DiagnosticDescriptor Volatile = Rule.CreateForWholeProgram(RuleIdentifiers.VolatileUpdate, RuleCategories.SharedState,
        "volatile is taken for a guard",
        "'{0}' is volatile, which makes reads and writes visible but not this change of its own value: two threads can still lose one. Use Interlocked or a lock.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Racy, Inconsistent, Volatile, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var graph = new FunctionGraph(program);
        var exploration = new Exploration(graph, cancellationToken);
        exploration.Run(graph.Entries());

        var verdicts = exploration.Visits
            .GroupBy(visit => visit.Access.Variable, SymbolEqualityComparer.Default)
            .Select(group => VariableVerdict.Judge(group.Key!, [.. group])).OfType<VariableVerdict>()
            .OrderBy(verdict => verdict.Variable.Declaration().SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Variable.Declaration().SourceSpan.Start)
            .ToList();

        var misled = exploration.Visits.Where(IsVolatileStep).Select(visit => visit.Access).GroupBy(access => access.Operation.Syntax).Select(same => same.First()).ToList();
        foreach (var access in misled) report(Diagnostic.Create(Volatile, Place(access), access.Variable.ShortName()));
        report(misled.Count > 0
            ? FactReport.Fact(FactCatalogue.SharedVolatile, "present", "A volatile field is changed by its own value with nothing guarding it.", misled.Select(access => access.Operation.Location()))
            : FactReport.Fact(FactCatalogue.SharedVolatile, "none", "Nothing relies on volatile for more than it does.", []));

        foreach (var verdict in verdicts.Where(v => v.Guard is Guard.Racy or Guard.Mixed))
        {
            // One cause, one finding: where volatile misled, that has been said.
            foreach (var place in verdict.Places.Where(place => misled.All(access => access.Operation.Syntax != place.Operation.Syntax)))
                report(Diagnostic.Create(verdict.Guard == Guard.Racy ? Racy : Inconsistent, Place(place), verdict.Variable.ShortName(), Declared(verdict.Variable), Remedy(verdict.Variable)));
        }

        report(GuardFact.From(verdicts, exploration.HasConcurrency));
    }

    private static bool IsVolatileStep(Visit visit) =>
        visit is { Access: { Kind: AccessKind.ReadModifyWrite, Variable: IFieldSymbol { IsVolatile: true } field }, Locks.IsEmpty: true }
        && !(visit.Entry is { Concurrent: false, StartsHere: true } && visit.Entry.Function.ContainingType.Is(field.ContainingType));

    private static Location Place(Access access) =>
        (access.Operation.Syntax as InvocationExpressionSyntax)?.Expression.GetLocation() ?? access.Operation.Location();

    private static string Declared(ISymbol variable) =>
        variable.Declaration() is { IsInSource: true } place ? $" (declared on line {place.GetLineSpan().StartLinePosition.Line + 1})" : "";

    private static string Remedy(ISymbol variable) => variable switch
    {
        IFieldSymbol { Type: var type } when SelfGuardedTypes.IsNumber(type) => "Interlocked, or a lock around every access",
        ILocalSymbol { Type: var type } when SelfGuardedTypes.IsNumber(type) => "Interlocked, or return each part and add them up",
        IPropertySymbol => "a field with Interlocked, or a lock around every access",
        _ => "a concurrent collection, or a lock around every access",
    };
}
