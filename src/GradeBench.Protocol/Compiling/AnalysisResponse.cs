namespace GradeBench.Protocol;

/// <summary>Who analyses.</summary>
public enum AnalysisPart
{
    /// <summary>Our own rules and detectors, and those chosen from packs of others: together, because the code is bound once then.</summary>
    All,

    /// <summary>Our own rules and detectors: to be asked for when all together did not come to an end.</summary>
    Rules,
}

/// <summary>What analyzers say of the submission compiled last. Claims, as <see cref="CompileResponse"/> is.</summary>
/// <param name="Findings">Located remarks of the analyzers.</param>
/// <param name="Facts">Named conclusions of the detectors, each with the lines that prove it.</param>
/// <param name="Measures">Counted numbers.</param>
/// <param name="NotAnalysed">What was given up; empty when all of it was analysed.</param>
/// <param name="Flags">Notes for a reviewer that change no score.</param>
public sealed record AnalysisResponse(
    IReadOnlyList<ReportedFinding> Findings,
    IReadOnlyList<ReportedFact> Facts,
    IReadOnlyList<ReportedMeasure> Measures,
    IReadOnlyList<ReportedGap> NotAnalysed,
    IReadOnlyList<string> Flags)
{
    public static AnalysisResponse Nothing { get; } = new([], [], [], [], []);
}

/// <summary>A located remark of an analyzer.</summary>
/// <param name="Rule">Rule id, for example <c>GB0301</c>.</param>
/// <param name="Category">What it is about, for example <c>shared-state</c>.</param>
public sealed record ReportedFinding(string Rule, string Category, string Message, ReportedSpan Span);

/// <summary>A named conclusion, for example <c>retry.kind = exponential</c>.</summary>
/// <param name="Lines">The lines that prove it; may be empty.</param>
/// <param name="LowConfidence">Set when types could not be resolved.</param>
public sealed record ReportedFact(
    string Id, string Value, string Explanation, IReadOnlyList<ReportedSpan> Lines, bool LowConfidence = false);

/// <summary>A counted number with its unit (<c>ratio</c>, <c>bytes</c>, <c>seconds</c>, <c>count</c>).</summary>
/// <param name="Explanation">What was counted, in one sentence without the number.</param>
/// <param name="Lines">The lines that keep it from being better; may be empty.</param>
public sealed record ReportedMeasure(string Id, decimal Value, string Unit, string Explanation, IReadOnlyList<ReportedSpan> Lines);
