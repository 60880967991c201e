using GradeBench.Sandbox.Native;

namespace GradeBench.Sandbox.Launch;

/// <summary>What every launch uses.</summary>
/// <param name="Setpriv">Gives up root for a sandbox's own user; null when we are not root and cannot give one.</param>
/// <param name="Filter">The system call filter.</param>
internal sealed record LaunchTools(Bubblewrap Bubblewrap, string? Setpriv, MemoryFile Filter);
