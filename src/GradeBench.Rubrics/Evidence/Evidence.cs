namespace GradeBench.Rubrics;

/// <summary>
/// Everything one grading run observed about one submission: immutable and complete, so that any scorecard can be
/// derived from it again without running anything.
/// </summary>
public sealed record Evidence
{
    /// <summary>The version of this record's stored form.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The assessment's id, for example <c>task-runner</c>.</summary>
    public required string Assessment { get; init; }

    /// <summary>The version of the pack (statement, hidden tests, limits) the submission was graded with.</summary>
    public required string PackVersion { get; init; }

    /// <summary>The language of the submission, for example <c>csharp</c>.</summary>
    public required string Language { get; init; }

    public required CompileEvidence Compile { get; init; }

    /// <summary>One result per behaviour of the pack, in the pack's order. Empty when the submission does not compile.</summary>
    public IReadOnlyList<BehaviourResult> Behaviours { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Fact> Facts { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Finding> Findings { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Measure> Measures { get; init => field = value ?? []; } = [];

    /// <summary>Code that was not analysed. What reading the code would have to show then counts as not shown.</summary>
    public IReadOnlyList<AnalysisGap> NotAnalysed { get; init => field = value ?? []; } = [];

    /// <summary>Notes for a reviewer that change no score, for example "unsafe code used".</summary>
    public IReadOnlyList<string> Flags { get; init => field = value ?? []; } = [];

    public required RunConditions Conditions { get; init; }
}

/// <summary>Whether the submission compiled, and what the compiler said.</summary>
/// <param name="Diagnostics">Errors first, then warnings; at most 100.</param>
public sealed record CompileEvidence(bool Succeeded, IReadOnlyList<CompilerDiagnostic> Diagnostics);

/// <summary>One message of the compiler. <paramref name="Location"/> is null when it concerns no line.</summary>
public sealed record CompilerDiagnostic(string Id, DiagnosticSeverity Severity, string Message, CodeSpan? Location);

public enum DiagnosticSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>What the run was done with; kept so that a result can be explained and repeated.</summary>
/// <param name="Seed">Seed of the test order and of generated inputs.</param>
/// <param name="Limits">How limits were enforced: <c>cgroup-v1</c>, <c>cgroup-v2</c>, <c>rlimit</c> or <c>unsandboxed</c>.</param>
/// <param name="Runtime">Runtime the submission ran on, for example <c>.NET 10.0.12</c>.</param>
public sealed record RunConditions(ulong Seed, string Limits, string Runtime);
