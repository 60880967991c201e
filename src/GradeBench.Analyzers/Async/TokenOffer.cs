using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>Whether a call could take a cancellation token, and which one its surroundings could give it.</summary>
internal static class TokenOffer
{
    // Where cancelling only concerns the start of the work, leaving the token out is a fair choice.
    private static readonly string[] StartsOnly = ["Run", "StartNew", "ContinueWith", "QueueUserWorkItem"];

    /// <summary>Whether the call is given a real token, or something made from one.</summary>
    public static bool Passes(IInvocationOperation call, WellKnownSymbols symbols) =>
        call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue
            && argument.Value.Unwrapped().Type.Is(symbols.CancellationToken) && !IsNone(argument.Value));

    /// <summary>A token parameter the call's surroundings have; null when there is none.</summary>
    public static IParameterSymbol? InScope(IOperation operation, WellKnownSymbols symbols)
    {
        var method = operation.EnclosingMethod();
        while (method is not null)
        {
            if (method.Parameters.FirstOrDefault(p => p.Type.Is(symbols.CancellationToken) && p.Name != "_") is { } token) return token;
            if (method.IsStatic && method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction) return null;
            method = method.ContainingSymbol as IMethodSymbol;
        }

        return null;
    }

    /// <summary>Whether the call takes a token and gets none.</summary>
    public static bool IsWanted(IInvocationOperation call, WellKnownSymbols symbols)
    {
        if (IsCleanup(call) || StartsOnly.Contains(call.TargetMethod.Name)) return false;

        var tokens = call.Arguments.Where(argument => argument.Parameter?.Type.Is(symbols.CancellationToken) == true).ToList();
        if (tokens.Count > 0) return CanWait(call.TargetMethod, symbols) && tokens.All(t => t.ArgumentKind == ArgumentKind.DefaultValue || IsNone(t.Value));

        return CanWait(call.TargetMethod, symbols) && HasOverloadWithToken(call.TargetMethod, symbols);
    }

    // CancellationToken.None, default, default(CancellationToken), new CancellationToken().
    public static bool IsNone(IOperation value) => value.Unwrapped() switch
    {
        IPropertyReferenceOperation { Property.Name: "None" } => true,
        IDefaultValueOperation => true,
        IObjectCreationOperation { Arguments.Length: 0 } => true,
        _ => false,
    };

    private static bool CanWait(IMethodSymbol method, WellKnownSymbols symbols) =>
        symbols.IsTask(method.ReturnType)
        || method.ReturnType.OriginalDefinition.Is(symbols.AsyncEnumerable)
        || method.ContainingType.IsInNamespace("System.Threading") && method.Name.StartsWith("Wait", StringComparison.Ordinal)
        || method.Name is "Take" or "GetConsumingEnumerable" && method.ContainingType.FullName() == "System.Collections.Concurrent.BlockingCollection";

    private static bool HasOverloadWithToken(IMethodSymbol method, WellKnownSymbols symbols)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.ContainingType.GetMembers(definition.Name).OfType<IMethodSymbol>().Any(other =>
            other.Parameters.Length == definition.Parameters.Length + 1
            && other.Parameters[other.Parameters.Length - 1].Type.Is(symbols.CancellationToken)
            && other.TypeParameters.Length == definition.TypeParameters.Length
            && other.Parameters.Take(definition.Parameters.Length).Select(p => p.Type.ToDisplayString())
                .SequenceEqual(definition.Parameters.Select(p => p.Type.ToDisplayString())));
    }

    // Cleaning up must go on although the work was cancelled.
    private static bool IsCleanup(IOperation operation)
    {
        for (var current = operation; current.Parent is not null; current = current.Parent)
        {
            if (current is ICatchClauseOperation || current.Parent is ITryOperation tried && tried.Finally == current) return true;
        }

        return operation.EnclosingMethod() is { Name: "Dispose" or "DisposeAsync" };
    }
}
