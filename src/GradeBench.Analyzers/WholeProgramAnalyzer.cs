using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers;

/// <summary>
/// An analyzer whose conclusions need all code at once. Bodies are collected while the compiler binds them, which it does
/// once for all analyzers, and are judged at the end in source order, so that the outcome never depends on scheduling.
/// </summary>
public abstract class WholeProgramAnalyzer : SourceAnalyzer
{
    protected sealed override void Start(CompilationStartAnalysisContext context)
    {
        var bodies = new ConcurrentBag<SourceBody>();
        context.RegisterOperationBlockAction(block => bodies.Add(new SourceBody(block.OwningSymbol, block.OperationBlocks)));
        context.RegisterCompilationEndAction(end =>
            Analyse(SourceProgram.Shared(end.Compilation, bodies, IncludeGeneratedCode), end.ReportDiagnostic, end.CancellationToken));
    }

    private protected abstract void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken);
}
