using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Finds which functions a delegate value stands for.</summary>
internal static class DelegateTargets
{
    public static IEnumerable<IMethodSymbol> Of(IOperation value) => Of(value, depth: 0);

    private static IEnumerable<IMethodSymbol> Of(IOperation value, int depth) => value.Unwrapped() switch
    {
        IAnonymousFunctionOperation lambda => [lambda.Symbol],
        IMethodReferenceOperation reference => [reference.Method.OriginalDefinition],
        IConditionalOperation { WhenTrue: var yes, WhenFalse: { } no } when depth < 3 => Of(yes, depth + 1).Concat(Of(no, depth + 1)),
        ICoalesceOperation coalesce when depth < 3 => Of(coalesce.Value, depth + 1).Concat(Of(coalesce.WhenNull, depth + 1)),
        ILocalReferenceOperation local when depth < 3 && Locks.DeclaredValue(local.Local, local) is { } declared => Of(declared, depth + 1),
        _ => [],
    };
}
