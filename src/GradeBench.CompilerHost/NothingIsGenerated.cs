using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>
/// Our answer to everything a submission's .editorconfig or header comment could say: no code counts as generated and no
/// diagnostic is reconfigured.
/// </summary>
internal sealed class NothingIsGenerated : SyntaxTreeOptionsProvider
{
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return false;
    }

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return false;
    }
}
