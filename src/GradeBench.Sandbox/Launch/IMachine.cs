namespace GradeBench.Sandbox.Launch;

/// <summary>What was found on this machine once, and prepares each launch on it.</summary>
internal interface IMachine
{
    SandboxCapabilities Capabilities { get; }

    string CacheFolder { get; }

    /// <summary>Takes a place for a program and makes the command that starts it there.</summary>
    Task<PreparedLaunch> PrepareAsync(SandboxSpec spec, CancellationToken cancellationToken);

    /// <summary>Files mounted into sandboxes that are not as they were made.</summary>
    Task<IReadOnlyList<string>> FindChangedFilesAsync(CancellationToken cancellationToken);
}
