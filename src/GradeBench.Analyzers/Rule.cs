using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>Makes the descriptors of this package, so that each has its page and the same defaults.</summary>
internal static class Rule
{
    /// <summary>A rule that reports while the code is being written.</summary>
    public static DiagnosticDescriptor Create(
        string id, string category, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: RuleIdentifiers.HelpLink(id));

    /// <summary>A rule that needs the whole compilation, so it reports in builds and full analyses only.</summary>
    public static DiagnosticDescriptor CreateForWholeProgram(
        string id, string category, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: RuleIdentifiers.HelpLink(id),
            customTags: WellKnownDiagnosticTags.CompilationEnd);
}
