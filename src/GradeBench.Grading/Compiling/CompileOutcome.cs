using GradeBench.Protocol;

namespace GradeBench.Grading;

/// <summary>What compiling came to: exactly one of the nested cases. A fault of ours is an exception instead.</summary>
internal abstract record CompileOutcome
{
    private CompileOutcome()
    {
    }

    /// <summary>The compiler answered; the submission may still not compile.</summary>
    public sealed record Answered(CompileResponse Response) : CompileOutcome;

    /// <summary>The source was too much for the compiler.</summary>
    /// <param name="Id">What gave out: <c>compile.time</c>, <c>compile.memory</c>, <c>compile.size</c> or <c>compile.crash</c>.</param>
    /// <param name="Sentence">For the candidate.</param>
    public sealed record TooMuch(string Id, string Sentence) : CompileOutcome;
}
