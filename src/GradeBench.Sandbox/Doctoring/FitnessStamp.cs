using GradeBench.Sandbox.Files;

namespace GradeBench.Sandbox.Doctoring;

/// <summary>Remembers that every required check passed, until anything they depend on changes: a restart, the kernel, bubblewrap, the user, the probes.</summary>
internal sealed class FitnessStamp(SandboxLauncher launcher, string probeFolder)
{
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => File.Exists(await PathAsync(cancellationToken));

    public async Task WriteAsync(CancellationToken cancellationToken) =>
        await File.WriteAllTextAsync(await PathAsync(cancellationToken), "Every required check passed.\n", cancellationToken);

    private async Task<string> PathAsync(CancellationToken cancellationToken)
    {
        // The boot's id covers the kernel and its settings at start; checks are repeated at least after every restart.
        var boot = await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id", cancellationToken);
        var probes = await TreeManifest.IdentityAsync(probeFolder, cancellationToken);
        return Path.Combine(launcher.Machine.CacheFolder, $"fit-{TreeManifest.Shorten($"{boot} {probes} {launcher.Capabilities} {Environment.UserName}")}");
    }
}
