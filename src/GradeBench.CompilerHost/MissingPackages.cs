using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradeBench.CompilerHost;

/// <summary>
/// Says of a namespace that is not there whose it is. The compiler asks "are you missing an assembly reference?", which a
/// candidate can do nothing about: no project file is read, and an assessment provides the packages it names and no others.
/// </summary>
internal static class MissingPackages
{
    private static readonly DiagnosticDescriptor NotProvided = Error("GBC005", "The namespace '{0}' comes from the package {1}, which this assessment does not provide: {2}");
    private static readonly DiagnosticDescriptor Unknown = Error("GBC006", "Nothing that this submission is compiled with has the namespace '{0}'. If it comes from a package: {1}");

    /// <summary>One sentence for each namespace, at its first place.</summary>
    public static IEnumerable<Diagnostic> Explain(IEnumerable<Diagnostic> diagnostics, SubmissionPackages packages, IReadOnlyList<SubmissionPackage> allowed)
    {
        var provided = allowed.Count == 0 ? "this assessment provides no packages" : $"this assessment provides {string.Join(" and ", allowed)} and nothing else";

        return diagnostics
            .Where(diagnostic => diagnostic.Id is "CS0246" or "CS0234" && diagnostic.Location.SourceTree is not null)
            .GroupBy(diagnostic => diagnostic.Location.SourceTree!, diagnostic => diagnostic.Location.SourceSpan.Start)
            .OrderBy(file => file.Key.FilePath, StringComparer.Ordinal)
            .SelectMany(file => NotFound(file.Key, file.ToHashSet()))
            .DistinctBy(Namespace)
            .Select(import => packages.WithNamespace(Namespace(import)) is { } package && !allowed.Contains(package)
                ? Diagnostic.Create(NotProvided, import.NamespaceOrType.GetLocation(), Namespace(import), package.Name, provided)
                : Diagnostic.Create(Unknown, import.NamespaceOrType.GetLocation(), Namespace(import), provided));
    }

    // Only in a using is a name that is not found known to be meant as a namespace.
    private static IEnumerable<UsingDirectiveSyntax> NotFound(SyntaxTree tree, HashSet<int> starts) =>
        tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Where(import => import.NamespaceOrType is QualifiedNameSyntax or IdentifierNameSyntax && (NamesType(import)
                ? import.NamespaceOrType is QualifiedNameSyntax && starts.Contains(import.NamespaceOrType.SpanStart)
                : import.NamespaceOrType.DescendantTokens().Any(token => starts.Contains(token.SpanStart))));

    private static bool NamesType(UsingDirectiveSyntax import) => import.Alias is not null || import.StaticKeyword.ValueText.Length > 0;

    private static string Namespace(UsingDirectiveSyntax import) =>
        (NamesType(import) ? ((QualifiedNameSyntax)import.NamespaceOrType).Left : import.NamespaceOrType).ToString().Replace("global::", "", StringComparison.Ordinal);

    private static DiagnosticDescriptor Error(string id, string message) =>
        new(id, "A package is not provided", message, "packages", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
