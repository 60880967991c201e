using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>Finds retries made by resilience libraries, by symbol; where a library does not resolve, by its method names beside its using.</summary>
internal static class RetryLibraries
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "AddRetry", "Retry", "RetryAsync", "RetryForever", "RetryForeverAsync", "WaitAndRetry", "WaitAndRetryAsync", "WaitAndRetryForever", "WaitAndRetryForeverAsync",
        "AddStandardResilienceHandler", "AddStandardHedgingHandler", "EnableRetryOnFailure", "AddTransientHttpErrorPolicy",
    };

    private static readonly string[] Namespaces = ["Polly", "Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience", "Microsoft.Extensions.DependencyInjection", "Microsoft.EntityFrameworkCore"];

    public static IReadOnlyList<(SyntaxNode Call, bool Forever, bool Sure)> Find(SourceProgram program)
    {
        var found = new List<(SyntaxNode, bool, bool)>();
        foreach (var operation in program.Bodies.SelectMany(body => body.Blocks).SelectMany(block => block.SelfAndAll()))
        {
            if (operation is IInvocationOperation call && Methods.Contains(call.TargetMethod.Name) && Namespaces.Any(n => call.TargetMethod.ContainingType.IsInNamespace(n)))
                found.Add((call.Syntax, IsForever(call.TargetMethod.Name), true));
            else if (operation is IInvalidOperation && operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } written
                     && Methods.Contains(access.Name.Identifier.ValueText) && UsesLibrary(written))
                found.Add((written, IsForever(access.Name.Identifier.ValueText), false));
        }

        return found;
    }

    private static bool IsForever(string method) => method.Contains("Forever");

    private static bool UsesLibrary(SyntaxNode node) =>
        node.SyntaxTree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Any(u => Namespaces.Any(n => u.Name?.ToString() is { } name && (name == n || name.StartsWith(n + ".", StringComparison.Ordinal))));
}
