using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Reads <c>AddRetry(new RetryStrategyOptions { … })</c>. Left out, Polly's options mean: three tries, always two seconds,
/// no jitter, whatever failed; those of Http.Resilience: three, exponential with jitter, transient failures, Retry-After.
/// </summary>
internal static class PipelineOptions
{
    public static LibraryRetry Read(InvocationExpressionSyntax call, bool sure)
    {
        if (call.ArgumentList.Arguments.Count == 0 || Created(call.ArgumentList.Arguments[0].Expression) is not { } options) return new(call, "unknown", true, true, false, sure);

        var isHttp = options is ObjectCreationExpressionSyntax { Type: var type } && type.ToString().Contains("HttpRetryStrategyOptions");
        var handled = Value(options, "ShouldHandle");
        var growth = Value(options, "BackoffType")?.ToString().Split('.').Last() ?? (isHttp ? "Exponential" : "Constant");
        var jitter = Value(options, "UseJitter")?.ToString() ?? (isHttp ? "true" : "false");
        var backoff = growth switch
        {
            "Exponential" => jitter == "true" ? "exponential-jitter" : "exponential",
            "Linear" => "linear",
            _ => "fixed",
        };
        var generated = Value(options, "DelayGenerator");
        return new(call, generated is null ? backoff : Generated(generated) ?? backoff,
            IsBounded: Value(options, "MaxRetryAttempts")?.ToString() is not ("int.MaxValue" or "Int32.MaxValue"),
            IsSelective: handled is null ? isHttp : !RetryLibraries.HandlesAnything(handled),
            HonoursRetryAfter: isHttp && Value(options, "ShouldRetryAfterHeader")?.ToString() != "false" || generated?.ToString().Contains("RetryAfter") == true,
            sure);
    }

    // A generator that does not look at the attempt says what somebody else asked for; where it says nothing, the options hold.
    private static string? Generated(ExpressionSyntax generator) => WrittenDelay.Of(generator) switch
    {
        "fixed" => null,
        "linear" when !generator.ToString().Contains("AttemptNumber") => null,
        var written => written,
    };

    // Made on the spot, or in a variable or field of the same file.
    private static BaseObjectCreationExpressionSyntax? Created(ExpressionSyntax argument) => argument switch
    {
        BaseObjectCreationExpressionSyntax creation => creation,
        IdentifierNameSyntax name => name.SyntaxTree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .FirstOrDefault(declarator => declarator.Identifier.ValueText == name.Identifier.ValueText)?.Initializer?.Value as BaseObjectCreationExpressionSyntax,
        _ => null,
    };

    private static ExpressionSyntax? Value(BaseObjectCreationExpressionSyntax options, string property) =>
        options.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(set => set.Left.ToString() == property)?.Right;
}
