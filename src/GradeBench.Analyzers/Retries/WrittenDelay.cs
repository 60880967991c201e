using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Tells from syntax how a delay given to a library grows with the attempt, because in a call that does not resolve
/// nothing below it has types. The code's own evaluation is <see cref="DelayEvaluator"/>.
/// </summary>
internal static class WrittenDelay
{
    public static string Of(SyntaxNode given)
    {
        var arguments = given is InvocationExpressionSyntax call ? (SyntaxNode)call.ArgumentList : given;
        var text = arguments.ToString();
        if (text.Contains("DecorrelatedJitterBackoff")) return "exponential-jitter";
        if (text.Contains("ExponentialBackoff")) return "exponential";
        if (text.Contains("LinearBackoff")) return "linear";

        var lambda = arguments.DescendantNodesAndSelf().OfType<LambdaExpressionSyntax>().FirstOrDefault();
        if (lambda is null) return Series(arguments);

        var attempts = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var parameters } => parameters.Select(p => p.Identifier.ValueText).ToArray(),
            _ => [],
        };
        var jitter = Bodies(lambda).Any(body => body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText is "NextDouble" or "Next" or "NextInt64" or "GetInt32"));
        return Bodies(lambda).Any(body => Multiplies(body)) ? (jitter ? "exponential-jitter" : "exponential")
            : lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => attempts.Contains(name.Identifier.ValueText)) ? "linear"
            : "fixed";
    }

    // The lambda, and the methods of the same file it calls by name.
    private static IEnumerable<SyntaxNode> Bodies(LambdaExpressionSyntax lambda)
    {
        yield return lambda.Body;
        var called = lambda.Body.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Select(call => (call.Expression as IdentifierNameSyntax)?.Identifier.ValueText).OfType<string>().ToList();
        if (called.Count == 0) yield break;
        foreach (var method in lambda.SyntaxTree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => called.Contains(method.Identifier.ValueText))) yield return method;
    }

    private static bool Multiplies(SyntaxNode body) => body.DescendantNodesAndSelf().Any(node => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Pow" } } power => power.ArgumentList.Arguments.Count == 2 && power.ArgumentList.Arguments[1].Expression is not LiteralExpressionSyntax,
        BinaryExpressionSyntax shift when shift.IsKind(SyntaxKind.LeftShiftExpression) => shift.Right is not LiteralExpressionSyntax,
        _ => false,
    });

    // new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4) }
    private static string Series(SyntaxNode arguments)
    {
        var numbers = arguments.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.Value)
            .Where(value => value is int or double).Select(value => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)).Where(n => n > 0).ToList();
        if (!arguments.DescendantNodes().Any(n => n is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax) || numbers.Count < 3) return "fixed";
        return numbers.Skip(1).Zip(numbers, (next, last) => next / last).All(ratio => ratio >= 1.8) ? "exponential" : numbers[numbers.Count - 1] > numbers[0] ? "linear" : "fixed";
    }
}
