using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Pipelines;

/// <summary>GB0604: each item costs as much as there have been items before, so twice the input takes four times as long.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class QuadraticWorkAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.QuadraticWork, RuleCategories.Pipelines,
        "The work per item grows with the number of items",
        "{0}, once for every item, so twice the input takes four times as long. Use {1}.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.PipelinesQuadratic);
        foreach (var operation in program.Operations)
        {
            if (operation is not (ICompoundAssignmentOperation or ISimpleAssignmentOperation or IInvocationOperation) || Loop(operation) is not { } loop) continue;
            if ((Copied(operation, loop) ?? Searched(operation, loop)) is var (what, instead)) sightings.Add(report, operation.Location(), what, instead);
        }

        report(sightings.Conclude("The work per item grows with the number of items.", "No work per item grows with the number of items."));
    }

    // A loop whose length the input decides.
    private static ILoopOperation? Loop(IOperation operation)
    {
        var loop = operation.EnclosingWithin<ILoopOperation>();
        return loop is IForLoopOperation { Condition: IBinaryOperation { RightOperand.ConstantValue.HasValue: true } } ? null : loop;
    }

    // Something is made anew with one part more.
    private static (string What, string Instead)? Copied(IOperation operation, ILoopOperation loop)
    {
        switch (operation)
        {
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } append when IsOutside(append.Target, loop):
                return ("This copies all of the text written so far", "a StringBuilder or string.Join");
            case ISimpleAssignmentOperation { Value: var value, Target: var target } when IsOutside(target, loop) && target.ReferencedSymbol() is { } symbol:
                if (value.Unwrapped() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum && sum.Mentions(symbol))
                    return ("This copies all of the text written so far", "a StringBuilder or string.Join");
                if (value.SelfAndInner().OfType<IInvocationOperation>().Any(call => call.TargetMethod is { Name: "Concat" or "Append" or "Prepend" or "Union", ContainingType.Name: "Enumerable" } && call.Arguments[0].Value.Mentions(symbol))
                    || value.Unwrapped() is ICollectionExpressionOperation copy && copy.Elements.OfType<ISpreadOperation>().Any(spread => spread.Operand.Unwrapped().ReferencedSymbol().Is(symbol)))
                    return ("This copies all elements gathered so far", "one list that grows");
                return null;
            default: return null;
        }
    }

    // A list is gone through, or moved by one.
    private static (string What, string Instead)? Searched(IOperation operation, ILoopOperation loop)
    {
        if (operation is not IInvocationOperation call) return null;

        var isQuery = call.TargetMethod.ContainingType.Name == "Enumerable" && call.Arguments.Length > 1;
        var searched = (isQuery ? call.Arguments[0].Value : call.Instance)?.Unwrapped();
        if (searched?.ReferencedSymbol() is not { } list || !IsOutside(searched, loop) || !IsLinear(searched.Type)) return null;

        switch (call.TargetMethod.Name)
        {
            case "Insert" or "RemoveAt" when call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 }:
                return ("This moves every element of the list by one place", "a Queue, or fill the list the other way round");
            case "Contains" or "IndexOf" or "Find" or "Exists" or "FindIndex" or "Any" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Count" or "All" or "Where"
                when IsWalked(list, loop) || Grows(list, loop):
                return ("This goes through the list", "a HashSet or a Dictionary");
            default: return null;
        }
    }

    private static bool IsLinear(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || type?.Name is "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" or "IEnumerable" or "Collection" && type.IsInNamespace("System.Collections");

    private static bool IsWalked(ISymbol list, ILoopOperation loop)
    {
        for (IOperation? current = loop; current is not null; current = current.Parent)
        {
            if (current is IForEachLoopOperation each && each.Collection.Unwrapped().ReferencedSymbol().Is(list)) return true;
        }

        return false;
    }

    private static bool Grows(ISymbol list, ILoopOperation loop) => loop.Body.SelfAndInner().OfType<IInvocationOperation>().Any(call =>
        call.TargetMethod.Name is "Add" or "Insert" or "AddRange" && call.Instance?.Unwrapped().ReferencedSymbol().Is(list) == true);

    // Made before the loop; what is made in each turn starts anew.
    private static bool IsOutside(IOperation target, ILoopOperation loop) =>
        target.ReferencedSymbol() is { } symbol && symbol.DeclaringSyntaxReferences.All(d => d.SyntaxTree != loop.Syntax.SyntaxTree || !loop.Syntax.Span.Contains(d.Span));
}
