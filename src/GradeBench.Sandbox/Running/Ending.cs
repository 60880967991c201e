namespace GradeBench.Sandbox.Running;

/// <summary>Why we ended a program: for a limit, because we cannot watch a limit any more, or because it was not wanted.</summary>
internal sealed record Ending(SandboxLimit? Limit = null, string? Fault = null);
