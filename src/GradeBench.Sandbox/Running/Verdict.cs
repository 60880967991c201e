namespace GradeBench.Sandbox.Running;

/// <summary>Everything known after the end, and the one outcome it amounts to.</summary>
internal sealed record Verdict(Ending? Ending, bool RanOutOfMemory, LaunchStatus Status, CapturedOutput Errors, SandboxUsage Usage)
{
    public SandboxOutcome ToOutcome() => this switch
    {
        { Ending.Limit: { } limit } => new SandboxOutcome.LimitHit(limit, Errors, Usage),
        { Ending.Fault: { } fault } => new SandboxOutcome.Faulted(fault, Errors, Usage),
        { Ending: not null } => new SandboxOutcome.Killed(Errors, Usage),
        // A program may survive the loss of a child; then its exit is its own.
        { RanOutOfMemory: true, Status.ExitCode: not 0 } => new SandboxOutcome.LimitHit(SandboxLimit.Memory, Errors, Usage),
        { Usage.RefusedTasks: > 0, Status.ExitCode: > 0 } => new SandboxOutcome.LimitHit(SandboxLimit.Tasks, Errors, Usage),
        { Status.ExitCode: { } code } => new SandboxOutcome.Exited(code, Errors, Usage),
        _ => new SandboxOutcome.Faulted(Explain(), Errors, Usage),
    };

    // The program was never executed, so what is on standard error came from the wrapper or bubblewrap.
    private string Explain() =>
        $"The sandbox ended before the program ran. It said: '{Errors.Text.Trim()}'. Run 'gradebench doctor' to see what this machine lacks.";
}
