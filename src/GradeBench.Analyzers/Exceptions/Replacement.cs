using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>An exception thrown because another was caught.</summary>
/// <param name="Type">The type thrown instead.</param>
/// <param name="KeepsCause">Whether the caught exception, or a list it was put in, flows into the new one.</param>
internal sealed record Replacement(ITypeSymbol Type, bool KeepsCause)
{
    /// <summary>Reads a throw inside a catch, or after a loop whose catches let it go on; null for any other.</summary>
    public static Replacement? Of(IThrowOperation thrown, WellKnownSymbols symbols)
    {
        if (thrown.Exception?.Unwrapped() is not { } exception || exception.Type is not { } type) return null;

        var clause = thrown.EnclosingWithin<ICatchClauseOperation>();
        if (clause is null) return AfterLoop(thrown, exception, type, symbols);

        var aliases = CaughtException.Aliases(clause);
        if (aliases.Any(alias => exception.ReferencedSymbol().Is(alias))) return null;

        return exception switch
        {
            // A cancelled token is named by the token, not by a cause.
            IObjectCreationOperation creation when symbols.IsCancellation(creation.Type) => null,
            IObjectCreationOperation creation => new Replacement(type, Carries(creation, aliases, symbols)),
            IInvocationOperation call when call.Arguments.Any(a => CarriesValue(a.Value, aliases, symbols)) => new Replacement(type, true),
            // Who makes the exception elsewhere may know the cause.
            _ => null,
        };
    }

    // for (...) { try { ... } catch (X e) { last = e; } } throw new GaveUpException("...", last);
    private static Replacement? AfterLoop(IThrowOperation thrown, IOperation exception, ITypeSymbol type, WellKnownSymbols symbols)
    {
        if (exception is not IObjectCreationOperation creation || StatementBefore(thrown) is not ILoopOperation loop) return null;

        var going = loop.Body.SelfAndInner().OfType<ICatchClauseOperation>().Where(clause => GoesOn(clause, loop) && !IsLimited(clause, symbols)).ToList();
        if (going.Count == 0) return null;

        // Any exception-typed variable that flows in was saved by a catch: nothing else makes one in a loop.
        var saved = creation.Arguments.SelectMany(a => a.Value.DescendantsAndSelf())
            .Select(o => o.ReferencedSymbol()).OfType<ISymbol>().Any(symbol => IsExceptionOrMany(TypeOf(symbol), symbols));
        return new Replacement(type, saved);
    }

    // catch (X) when (attempt < max): the last failure is not caught, so nothing is left to carry when the loop ends.
    private static bool IsLimited(ICatchClauseOperation clause, WellKnownSymbols symbols) =>
        clause.Filter?.SelfAndInner().Any(o => o is ILocalReferenceOperation or IParameterReferenceOperation && !symbols.IsException(o.Type) && o.Type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64) == true;

    private static IOperation? StatementBefore(IThrowOperation thrown)
    {
        for (IOperation current = thrown; current.Parent is not null; current = current.Parent)
        {
            if (current.Parent is not IBlockOperation block) continue;

            var index = block.Operations.IndexOf(current);
            while (--index >= 0)
            {
                if (block.Operations[index] is ILoopOperation loop) return loop;
                if (block.Operations[index] is not (IExpressionStatementOperation or IVariableDeclarationGroupOperation or IConditionalOperation)) return null;
            }

            return null;
        }

        return null;
    }

    private static bool GoesOn(ICatchClauseOperation clause, ILoopOperation loop) =>
        clause.EnclosingWithin<ILoopOperation>() == loop && !(clause.Handler.Operations.LastOrDefault() is IThrowOperation or IReturnOperation
            or IExpressionStatementOperation { Operation: IThrowOperation });

    private static bool Carries(IObjectCreationOperation creation, IReadOnlyList<ISymbol> aliases, WellKnownSymbols symbols) =>
        creation.Arguments.Any(a => CarriesValue(a.Value, aliases, symbols))
        || creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(a => CarriesValue(a.Value, aliases, symbols)) == true;

    private static bool CarriesValue(IOperation value, IReadOnlyList<ISymbol> aliases, WellKnownSymbols symbols)
    {
        var unwrapped = value.Unwrapped();
        if (unwrapped.ReferencedSymbol() is { } symbol)
            return aliases.Any(alias => symbol.Is(alias))
                // A field or list the handler put the exception in.
                || symbol is not ILocalSymbol and not IPropertySymbol && IsExceptionOrMany(TypeOf(symbol), symbols)
                || IsExceptionOrMany(unwrapped.Type, symbols) && unwrapped.DescendantsAndSelf().Any(o => aliases.Any(a => o.ReferencedSymbol().Is(a)));

        // Wrap(e), new AggregateException(e), [.. errors, e] and the like, but not e.Message or $"{e}".
        return unwrapped is not (IInterpolatedStringOperation or IBinaryOperation) && unwrapped.Type?.SpecialType != SpecialType.System_String
            && unwrapped.DescendantsAndSelf().Any(o => aliases.Any(a => o.ReferencedSymbol().Is(a)) && IsExceptionOrMany(o.Type, symbols)
                && o.Parent is not IPropertyReferenceOperation);
    }

    private static bool IsExceptionOrMany(ITypeSymbol? type, WellKnownSymbols symbols) =>
        symbols.IsException(type)
        || type is IArrayTypeSymbol array && symbols.IsException(array.ElementType)
        || type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && symbols.IsException(arguments[0]);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
