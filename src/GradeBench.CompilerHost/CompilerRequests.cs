using GradeBench.CompilerHost.Analysis;
using GradeBench.Protocol;

namespace GradeBench.CompilerHost;

/// <summary>Answers what the judge asks: compile a submission, then analyse it. The assembly never waits for an analyzer.</summary>
internal sealed class CompilerRequests(SubmissionCompiler compiler, Lazy<PackAnalyzers> packs)
{
    public CompileResponse Compile(CompileRequest request) => compiler.Compile(request);

    /// <exception cref="InvalidOperationException">Nothing was compiled that could be analysed.</exception>
    public AnalysisResponse Analyse(AnalysisPart part)
    {
        var submission = compiler.Last ?? throw new InvalidOperationException("There is nothing to analyse.");
        return part switch
        {
            AnalysisPart.All => SubmissionAnalysis.Of(submission, packs.Value),
            AnalysisPart.Rules => SubmissionAnalysis.Of(submission, packs: null),
            _ => throw new InvalidOperationException("A closed set of cases grew."),
        };
    }
}
