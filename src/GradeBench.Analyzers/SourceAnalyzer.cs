using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers;

/// <summary>What every analyzer here shares: it runs concurrently, and by default it leaves generated code alone.</summary>
public abstract class SourceAnalyzer : DiagnosticAnalyzer
{
    /// <summary>
    /// Whether code that calls itself generated is analysed too. False in a build; true when grading, because a comment
    /// that says "auto-generated" must not hide a submission's code.
    /// </summary>
    public bool IncludeGeneratedCode { get; init; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(IncludeGeneratedCode
            ? GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics
            : GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>Resolves the symbols the analyzer needs, once per compilation, and registers its actions.</summary>
    protected abstract void Start(CompilationStartAnalysisContext context);
}
