using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>Questions about one catch clause.</summary>
internal static class CaughtException
{
    /// <summary>The variable the clause names its exception by; null when it names none.</summary>
    public static ILocalSymbol? Local(ICatchClauseOperation clause) =>
        clause.ExceptionDeclarationOrExpression is IVariableDeclaratorOperation declarator ? declarator.Symbol : null;

    /// <summary>Whether the clause takes whatever comes: no type, Exception or SystemException, and no filter.</summary>
    public static bool IsAny(ICatchClauseOperation clause, WellKnownSymbols symbols) =>
        (clause.Filter is null || clause.Filter.ConstantValue is { HasValue: true, Value: true }) && IsAnyType(clause, symbols);

    /// <summary>The same without looking at the filter.</summary>
    public static bool IsAnyType(ICatchClauseOperation clause, WellKnownSymbols symbols) =>
        clause.ExceptionType.SpecialType == SpecialType.System_Object
        || clause.ExceptionType.Is(symbols.Exception)
        || clause.ExceptionType.Is(symbols.SystemException);

    /// <summary>The clause's variable and the locals that were given its value inside the clause.</summary>
    public static IReadOnlyList<ISymbol> Aliases(ICatchClauseOperation clause)
    {
        if (Local(clause) is not { } caught) return [];

        var aliases = new List<ISymbol> { caught };
        foreach (var operation in clause.Handler.DescendantsAndSelf())
        {
            var (target, value) = operation switch
            {
                IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: var initial } => ((ISymbol?)local, initial),
                ISimpleAssignmentOperation assignment => (assignment.Target.ReferencedSymbol(), assignment.Value),
                _ => (null, null),
            };
            if (target is not null && value is not null && aliases.Any(alias => HoldsException(value, alias))) aliases.Add(target);
        }

        return aliases;
    }

    // A message taken from the exception is not the exception.
    private static bool HoldsException(IOperation value, ISymbol alias) => value.Unwrapped() switch
    {
        ILocalReferenceOperation local => local.Local.Is(alias),
        IPropertyReferenceOperation { Property.Name: "InnerException", Instance: { } instance } => instance.Unwrapped().ReferencedSymbol().Is(alias),
        ICoalesceOperation coalesce => HoldsException(coalesce.Value, alias) || HoldsException(coalesce.WhenNull, alias),
        IInvocationOperation { TargetMethod.Name: "GetBaseException" or "Flatten", Instance: { } instance } => instance.Unwrapped().ReferencedSymbol().Is(alias),
        _ => false,
    };
}
