namespace GradeBench.Sandbox.Running;

/// <summary>Why we ended a program: for a limit, or because it was not wanted any more.</summary>
internal sealed record Ending(SandboxLimit? Limit);
