namespace GradeBench.Sandbox;

/// <summary>What this machine gives a sandbox; found once when the launcher is created.</summary>
/// <param name="LimitMode">What enforces the limits.</param>
/// <param name="SeparateUser">Whether each sandbox has a user id of its own; only root can give one.</param>
/// <param name="BubblewrapVersion">The installed bubblewrap, or "none".</param>
/// <param name="RuntimeVersion">The .NET runtime that programs run on.</param>
public sealed record SandboxCapabilities(LimitMode LimitMode, bool SeparateUser, string BubblewrapVersion, string RuntimeVersion);
