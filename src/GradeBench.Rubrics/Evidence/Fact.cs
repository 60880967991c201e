using System.Text.Json.Serialization;

namespace GradeBench.Rubrics;

/// <summary>A named conclusion about the code, for example <c>retry.kind = exponential</c>.</summary>
/// <param name="Id">Id of the fact; docs/rules lists all of them with their values.</param>
/// <param name="Value">One of the fact's values; absence is a value too (<c>none</c>).</param>
/// <param name="Explanation">One sentence a reviewer can check against the lines.</param>
/// <param name="Lines">The lines that prove it; for an absence, where one would have looked. May be empty.</param>
/// <param name="Confidence">Lower when types could not be resolved.</param>
public sealed record Fact(
    string Id, string Value, string Explanation, IReadOnlyList<CodeSpan> Lines, Confidence Confidence = Confidence.High);

public enum Confidence
{
    High,
    Low,
}

/// <summary>A located remark of an analyzer.</summary>
/// <param name="Rule">Rule id, for example <c>GB0301</c>.</param>
/// <param name="Category">
/// What it is about: <c>retries</c>, <c>exceptions</c>, <c>shared-state</c>, <c>types</c>, <c>async</c>, <c>pipelines</c>; with
/// <c>note.</c> before it when an analyzer of others says so.
/// </param>
public sealed record Finding(string Rule, string Category, string Message, CodeSpan Location)
{
    /// <summary>Whether an analyzer of others says so: told to reviewers, and costing nothing unless a rubric names its rule.</summary>
    [JsonIgnore]
    public bool IsNote => Category.StartsWith("note.", StringComparison.Ordinal);
}

/// <summary>A number the judge measured or the analyzers counted, with its unit (<c>ratio</c>, <c>bytes</c>, <c>seconds</c>, <c>count</c>).</summary>
public sealed record Measure(string Id, decimal Value, string Unit)
{
    /// <summary>What was measured, in one sentence without the number; null when the judge measured it while testing.</summary>
    public string? Explanation { get; init; }

    /// <summary>The lines that keep it from being better; may be empty.</summary>
    // Measures stored before there were lines are read with null: the generated reader sets what is missing, too.
    public IReadOnlyList<CodeSpan> Lines { get; init => field = value ?? []; } = [];
}

/// <summary>Code that was not analysed, because that could take for ever.</summary>
/// <param name="Reason">What stood in the way, for example "Runner.cs nests brackets deeper than 256".</param>
/// <param name="Location">Where; null when it concerns all of the code.</param>
public sealed record AnalysisGap(string Reason, CodeSpan? Location);

/// <summary>A place in a submitted file. Lines and columns count from 1; the end column is exclusive.</summary>
public sealed record CodeSpan(string File, int StartLine, int StartColumn, int EndLine, int EndColumn);
