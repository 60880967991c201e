using GradeBench.Analyzers.Exceptions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>Decides whether a retry looks at what failed: by exception type, filter, a test in the handler, or a status.</summary>
internal static class RetrySelectivity
{
    public static bool IsSelective(RetrySite site, WellKnownSymbols symbols) =>
        site.Handlers.All(handler => Chooses(handler, symbols))
        && (site.Handlers.Count > 0 || site.Failures.Any(failure => ChoosesStatus(failure, site)));

    private static bool Chooses(ICatchClauseOperation handler, WellKnownSymbols symbols)
    {
        if (!CaughtException.IsAnyType(handler, symbols)) return true;

        var aliases = CaughtException.Aliases(handler);
        if (handler.Filter is { } filter && LooksAt(filter, aliases, symbols)) return true;

        // if (!IsTransient(e)) throw;
        return handler.Handler.SelfAndInner().OfType<IConditionalOperation>()
            .Any(test => LooksAt(test.Condition, aliases, symbols) && (Leaves(test.WhenTrue) || test.WhenFalse is { } no && Leaves(no)))
            || handler.Handler.SelfAndInner().OfType<ISwitchOperation>().Any(choice => LooksAt(choice.Value, aliases, symbols));
    }

    // Only leaving cancellation alone chooses nothing: every failure is still retried.
    private static bool LooksAt(IOperation condition, IReadOnlyList<ISymbol> aliases, WellKnownSymbols symbols)
    {
        var looks = condition.DescendantsAndSelf().Where(o => aliases.Any(a => o.ReferencedSymbol().Is(a))).ToList();
        return looks.Count > 0 && !looks.All(look => IsCancellationTest(look, symbols));
    }

    private static bool IsCancellationTest(IOperation look, WellKnownSymbols symbols)
    {
        var parent = look.Parent;
        while (parent is IConversionOperation) parent = parent.Parent;
        return parent switch
        {
            IIsTypeOperation test => symbols.IsCancellation(test.TypeOperand),
            IIsPatternOperation test => test.Pattern.DescendantsAndSelf().Select(PatternType).OfType<ITypeSymbol>().ToList() is { Count: > 0 } types && types.All(symbols.IsCancellation),
            _ => false,
        };
    }

    private static ITypeSymbol? PatternType(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.MatchedType,
        ITypePatternOperation type => type.MatchedType,
        IRecursivePatternOperation recursive => recursive.MatchedType,
        _ => null,
    };

    private static bool Leaves(IOperation branch) =>
        branch.SelfAndInner().Any(o => o is IThrowOperation or IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break });

    // "Not a success" retries a 404 too; naming codes, or asking someone who does, chooses.
    private static bool ChoosesStatus(IOperation failure, RetrySite site)
    {
        bool NamesStatus(IOperation test) => test.DescendantsAndSelf().Any(o => o is IPropertyReferenceOperation { Property.Name: "StatusCode" })
            || test.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => call.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(v => v.Type.FullName() is "System.Net.HttpStatusCode" or "System.Net.Http.HttpResponseMessage")));

        return NamesStatus(failure)
            || site.Cycle.SelfAndInner().OfType<IConditionalOperation>().Any(test => NamesStatus(test.Condition) && (Leaves(test.WhenTrue) || test.WhenFalse is { } no && Leaves(no)))
            || !RetryFinder.MentionsStatus(failure);
    }
}
