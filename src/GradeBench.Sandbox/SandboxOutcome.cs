namespace GradeBench.Sandbox;

/// <summary>How a sandboxed program ended: exactly one of the nested cases.</summary>
public abstract record SandboxOutcome
{
    private SandboxOutcome(CapturedOutput errors, SandboxUsage usage) => (Errors, Usage) = (errors, usage);

    /// <summary>What it wrote to standard error.</summary>
    public CapturedOutput Errors { get; }

    /// <summary>What it used in all.</summary>
    public SandboxUsage Usage { get; }

    /// <summary>
    /// The program ended by itself. The code is the program's own claim (128 + n for signal n), so it may explain
    /// but must never decide anything.
    /// </summary>
    public sealed record Exited(int ExitCode, CapturedOutput Errors, SandboxUsage Usage) : SandboxOutcome(Errors, Usage);

    /// <summary>It ran into a limit and is gone.</summary>
    public sealed record LimitHit(SandboxLimit Limit, CapturedOutput Errors, SandboxUsage Usage) : SandboxOutcome(Errors, Usage);

    /// <summary>We ended it because it was no longer wanted.</summary>
    public sealed record Killed(CapturedOutput Errors, SandboxUsage Usage) : SandboxOutcome(Errors, Usage);

    /// <summary>The sandbox itself broke. Never the program's fault, so the work is retried, not judged.</summary>
    /// <param name="Reason">What happened and what to do, for an operator.</param>
    public sealed record Faulted(string Reason, CapturedOutput Errors, SandboxUsage Usage) : SandboxOutcome(Errors, Usage);
}
