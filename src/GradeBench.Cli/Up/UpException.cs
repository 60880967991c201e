namespace GradeBench.Cli.Up;

/// <summary>GradeBench cannot be started or kept running. The message says what happened, to what, and what to do.</summary>
internal sealed class UpException(string message) : Exception(message);
