using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Finds retries made by resilience libraries. Calls are found by symbol; where a library does not resolve, as in a
/// submission that may not bring it, by its method names beside its using. Options are read from the syntax, which both have.
/// </summary>
internal static class RetryLibraries
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "AddRetry", "Retry", "RetryAsync", "RetryForever", "RetryForeverAsync", "WaitAndRetry", "WaitAndRetryAsync", "WaitAndRetryForever", "WaitAndRetryForeverAsync",
        "AddStandardResilienceHandler", "AddStandardHedgingHandler", "EnableRetryOnFailure",
    };

    private static readonly string[] Namespaces =
        ["Polly", "Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience", "Microsoft.Extensions.DependencyInjection", "Microsoft.EntityFrameworkCore"];

    public static IReadOnlyList<LibraryRetry> Find(SourceProgram program)
    {
        var resolved = new Dictionary<SyntaxNode, IMethodSymbol>();
        foreach (var call in program.Operations.OfType<IInvocationOperation>().Where(call => Methods.Contains(call.TargetMethod.Name))) resolved[call.Syntax] = call.TargetMethod;

        var found = new List<LibraryRetry>();
        var trees = Trees(program);
        foreach (var tree in program.Bodies.SelectMany(body => body.Blocks).Select(block => block.Syntax.SyntaxTree).Distinct().OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call) is { } name && Methods.Contains(name)))
            {
                var known = resolved.TryGetValue(call, out var method);
                if (known ? Namespaces.Any(n => method!.ContainingType.IsInNamespace(n)) : UsesLibrary(call, trees)) found.Add(Read(call, known));
            }
        }

        return found;
    }

    /// <summary>Whether what the libraries run can be cancelled: some call hands a token in, or nobody runs anything by hand.</summary>
    public static bool PassesToken(SourceProgram program)
    {
        var trees = Trees(program);
        var runs = program.Bodies.SelectMany(body => body.Blocks).Select(block => block.Syntax.SyntaxTree).Distinct()
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => NameOf(call) is "Execute" or "ExecuteAsync" or "ExecuteAndCaptureAsync" or "ExecuteAndCapture" or "ExecuteOutcomeAsync" && UsesLibrary(call, trees)).ToList();
        return runs.Count == 0 || runs.All(run => run.ArgumentList.Arguments.Count > 1);
    }

    private static LibraryRetry Read(InvocationExpressionSyntax call, bool sure)
    {
        var name = NameOf(call)!;
        return name switch
        {
            "AddStandardResilienceHandler" or "AddStandardHedgingHandler" => new(call, "exponential-jitter", true, true, true, sure),
            "EnableRetryOnFailure" => new(call, "unknown", true, true, false, sure),
            "AddRetry" => PipelineOptions.Read(call, sure),
            _ => new(call, name.StartsWith("Wait", StringComparison.Ordinal) ? WrittenDelay.Of(call) : "fixed", !name.Contains("Forever"), !HandlesAnything(call), call.ToString().Contains("RetryAfter"), sure),
        };
    }

    /// <summary>Whether a chain says <c>Handle&lt;Exception&gt;()</c> without a condition.</summary>
    internal static bool HandlesAnything(SyntaxNode chain) => chain.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(handle =>
        handle.ArgumentList.Arguments.Count == 0 && handle.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "Handle" or "Or" } generic }
        && generic.TypeArgumentList.Arguments[0].ToString() is "Exception" or "System.Exception");

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    // By a using of its file or a global one of another, or with the namespace written out.
    private static bool UsesLibrary(SyntaxNode node, IReadOnlyList<SyntaxTree> trees) =>
        Imports(node.SyntaxTree).Any(ImportsLibrary)
        || trees.Any(tree => tree != node.SyntaxTree && Imports(tree).Any(u => u.GlobalKeyword.ValueText.Length > 0 && ImportsLibrary(u)))
        || node.DescendantNodes().OfType<QualifiedNameSyntax>().Any(name => Namespaces.Any(n => name.ToString().Replace("global::", "").StartsWith(n + ".", StringComparison.Ordinal)));

    private static IEnumerable<UsingDirectiveSyntax> Imports(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>();

    private static bool ImportsLibrary(UsingDirectiveSyntax import) =>
        Namespaces.Any(n => import.Name?.ToString().Replace("global::", "") is { } name && (name == n || name.StartsWith(n + ".", StringComparison.Ordinal)));

    // All files, those without any code included: that is where global usings are.
    private static IReadOnlyList<SyntaxTree> Trees(SourceProgram program) =>
        [.. program.Compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal)];
}
