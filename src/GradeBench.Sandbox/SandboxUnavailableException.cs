namespace GradeBench.Sandbox;

/// <summary>Programs cannot be sandboxed on this machine, so none is run. Says what is missing and how to get it.</summary>
/// <param name="missing">What was looked for and not found, or did not work.</param>
/// <param name="remedy">What the operator should do.</param>
public sealed class SandboxUnavailableException(string missing, string remedy, Exception? innerException = null)
    : Exception($"{missing} {remedy}", innerException)
{
    /// <summary>What was looked for and not found, or did not work.</summary>
    public string Missing { get; } = missing;

    /// <summary>What the operator should do.</summary>
    public string Remedy { get; } = remedy;
}
