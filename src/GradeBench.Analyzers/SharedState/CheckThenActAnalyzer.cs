using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>GB0304: a concurrent dictionary is asked and then told in two steps, and another thread can get between them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckThenActAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.CheckThenAct, RuleCategories.SharedState,
        "Two steps on a concurrent collection are taken for one",
        "Another thread can change '{0}' between the question and this. Use {1}, which is one step.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.SharedCheckThenAct);

        // map[key]++ and map[key] = map[key] + 1
        context.RegisterOperationAction(c =>
        {
            var target = c.Operation is IIncrementOrDecrementOperation step ? step.Target : ((ICompoundAssignmentOperation)c.Operation).Target;
            if (Map(target) is { } map && !IsLocked(c.Operation)) sightings.Add(c.ReportDiagnostic, c.Operation.Location(), map.Name, "AddOrUpdate");
        }, OperationKind.Increment, OperationKind.Decrement, OperationKind.CompoundAssignment);

        context.RegisterOperationAction(c =>
        {
            var assignment = (ISimpleAssignmentOperation)c.Operation;
            if (Map(assignment.Target) is not { } map || IsLocked(assignment)) return;
            if (assignment.Value.DescendantsAndSelf().Any(o => Map(o).Is(map))) sightings.Add(c.ReportDiagnostic, assignment.Location(), map.Name, "AddOrUpdate");
            else if (IsDecidedBy(assignment, map)) sightings.Add(c.ReportDiagnostic, assignment.Location(), map.Name, "GetOrAdd, TryAdd or AddOrUpdate");
        }, OperationKind.SimpleAssignment);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(
            sightings.Conclude("A concurrent collection is asked and then changed in two steps.", "No two steps on a concurrent collection are taken for one.")));
    }

    // The concurrent dictionary an indexer belongs to; a local one that no other code has is left alone.
    private static ISymbol? Map(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance }
        && instance.Type.FullName() == "System.Collections.Concurrent.ConcurrentDictionary" ? instance.Unwrapped().ReferencedSymbol() : null;

    private static bool IsDecidedBy(IOperation action, ISymbol map)
    {
        for (var current = action; current.Parent is not null; current = current.Parent)
        {
            if (current.Parent is IConditionalOperation conditional && conditional.Condition != current && Asks(conditional.Condition, map)) return true;
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation) return false;
        }

        return false;
    }

    private static bool Asks(IOperation condition, ISymbol map) =>
        condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call =>
            call.TargetMethod.Name is "ContainsKey" or "TryGetValue" && call.Instance?.Unwrapped().ReferencedSymbol().Is(map) == true);

    private static bool IsLocked(IOperation operation) => operation.EnclosingWithin<ILockOperation>() is not null;
}
