namespace GradeBench.CompilerHost.Source;

/// <summary>
/// How much of what makes source expensive a file may have. Two sets, because the compiler reads each expression once, on a
/// thread with a deep stack, where analyzers read it many times on threads with shallow ones.
/// </summary>
internal sealed record SourceLimits(
    int FileCharacters, int LineCharacters, int Brackets, int Interpolations, int Lambdas, int Arms, int Operators, int Elses, int Links, int Run)
{
    public static SourceLimits ForAnalysis { get; } = new(
        FileCharacters: 1024 * 1024, LineCharacters: 20_000,
        Brackets: 256, Interpolations: 6, Lambdas: 8, Arms: 2000, Operators: 2000, Elses: 2000, Links: 1000, Run: 4000);

    /// <summary>Beyond these the compiler takes longer than it may or falls over (docs/adr/0042 has what was measured).</summary>
    public static SourceLimits ForCompiling { get; } = new(
        FileCharacters: 4 * 1024 * 1024, LineCharacters: 4 * 1024 * 1024,
        Brackets: 1000, Interpolations: 10, Lambdas: 8, Arms: 4000, Operators: 30_000, Elses: 3000, Links: 3000, Run: 20_000);
}

/// <summary>What a file has too much of, and on which line.</summary>
internal sealed record SourceBreach(string What, int Line);
