using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>GB0304: a concurrent dictionary is asked and then told in two steps, and another thread can get between them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckThenActAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.CheckThenAct, RuleCategories.SharedState,
        "Two steps on a concurrent collection are taken for one",
        "Another thread can change '{0}' between the question and this. Use {1}, which is one step.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.SharedCheckThenAct);
        foreach (var operation in program.Operations)
        {
            if (Act(operation) is var (map, instead) && operation.EnclosingWithin<ILockOperation>() is null) sightings.Add(report, operation.Location(), map.Name, instead);
        }

        report(sightings.Conclude("A concurrent collection is asked and then changed in two steps.", "No two steps on a concurrent collection are taken for one."));
    }

    private static (ISymbol Map, string Instead)? Act(IOperation operation)
    {
        switch (operation)
        {
            // map[key]++ and map[key] += 1
            case IIncrementOrDecrementOperation step: return Map(step.Target) is { } stepped ? (stepped, "AddOrUpdate") : null;
            case ICompoundAssignmentOperation compound: return Map(compound.Target) is { } compounded ? (compounded, "AddOrUpdate") : null;
            case ISimpleAssignmentOperation assignment when Map(assignment.Target) is { } map:
                if (assignment.Value.DescendantsAndSelf().Any(o => Map(o).Is(map)) || BuildsOnAnswer(assignment.Value, map)) return (map, "AddOrUpdate");
                return IsDecidedBy(assignment, map, "ContainsKey", "TryGetValue") ? (map, "GetOrAdd, TryAdd or AddOrUpdate") : null;
            // if (map.ContainsKey(key)) use(map[key]);
            case IPropertyReferenceOperation read when Map(read) is { } map && !IsTarget(read) && IsDecidedBy(read, map, "ContainsKey"): return (map, "TryGetValue");
            default: return null;
        }
    }

    // The concurrent dictionary an indexer belongs to. A local one that no lambda has is nobody else's.
    private static ISymbol? Map(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance }
        && instance.Type.FullName() == "System.Collections.Concurrent.ConcurrentDictionary"
        && instance.Unwrapped().ReferencedSymbol() is { } map && !(map is ILocalSymbol local && IsOwn(local, instance)) ? map : null;

    private static bool IsOwn(ILocalSymbol local, IOperation reference)
    {
        var root = reference;
        while (root.Parent is not null) root = root.Parent;
        return root.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Where(other => other.Local.Is(local)).All(other => other.EnclosingMethod().Is(local.ContainingSymbol));
    }

    private static bool IsTarget(IOperation indexer) =>
        indexer.Parent is IIncrementOrDecrementOperation || indexer.Parent is IAssignmentOperation assignment && assignment.Target == indexer;

    // map.TryGetValue(key, out var count); map[key] = count + 1;
    private static bool BuildsOnAnswer(IOperation value, ISymbol map)
    {
        var root = value;
        while (root.Parent is not null) root = root.Parent;
        var answers = root.DescendantsAndSelf().OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name == "TryGetValue" && call.Instance?.Unwrapped().ReferencedSymbol().Is(map) == true && call.Arguments.Length == 2)
            .SelectMany(call => call.Arguments[1].Value.DescendantsAndSelf()).Select(o => o.ReferencedSymbol()).OfType<ILocalSymbol>().ToList();
        return answers.Any(answer => value.Mentions(answer));
    }

    private static bool IsDecidedBy(IOperation action, ISymbol map, params string[] questions)
    {
        for (var current = action; current.Parent is not null; current = current.Parent)
        {
            if (current.Parent is IConditionalOperation conditional && conditional.Condition != current && Asks(conditional.Condition, map, questions)) return true;
            if (current.Parent is IBlockOperation block && LeftBefore(block, current, map)) return true;
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation) return false;
        }

        return false;
    }

    // if (!map.ContainsKey(key)) return; use(map[key]);
    private static bool LeftBefore(IBlockOperation block, IOperation statement, ISymbol map) =>
        block.Operations.TakeWhile(earlier => earlier != statement).OfType<IConditionalOperation>()
            .Any(guard => guard.WhenFalse is null && Asks(guard.Condition, map, ["ContainsKey"]) && Leaves(guard.WhenTrue));

    private static bool Leaves(IOperation branch) =>
        (branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch) is IReturnOperation or IBranchOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    private static bool Asks(IOperation condition, ISymbol map, string[] questions) =>
        condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call =>
            questions.Contains(call.TargetMethod.Name) && call.Instance?.Unwrapped().ReferencedSymbol().Is(map) == true);
}
