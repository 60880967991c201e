using GradeBench.CompilerHost.Analysis;
using GradeBench.Protocol;

namespace GradeBench.CompilerHost;

/// <summary>Answers what the judge asks: compile a submission, then analyse it. The assembly never waits for an analyzer.</summary>
internal sealed class CompilerRequests(SubmissionCompiler compiler)
{
    public CompileResponse Compile(CompileRequest request) => compiler.Compile(request);

    /// <exception cref="InvalidOperationException">Nothing was compiled that could be analysed.</exception>
    public AnalysisResponse Analyse(AnalysisPart part)
    {
        var submission = compiler.Last ?? throw new InvalidOperationException("There is nothing to analyse.");
        return part switch
        {
            AnalysisPart.Rules => SubmissionAnalysis.OfRules(submission),
            _ => throw new InvalidOperationException("A closed set of cases grew."),
        };
    }
}
