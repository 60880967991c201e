namespace GradeBench.Sandbox.Doctoring;

/// <summary>Class A: what must hold before any submission runs. A1 to A13; A14, that real hosts answer, comes from whoever knows them.</summary>
internal static class RequiredChecks
{
    public static IEnumerable<DoctorCheck> List(ProbeRunner probe, SandboxLauncher launcher)
    {
        var confinement = new ConfinementChecks(probe, launcher);
        var visibility = new VisibilityChecks(probe);
        var limits = new LimitChecks(probe, launcher);

        return
        [
            Required("A1", "Programs start in a sandbox", confinement.StartsAsync),
            Required("A2", "They have no privilege and cannot get one", confinement.IdentityAsync),
            Required("A3", "They cannot change the kernel's settings", confinement.KernelSettingsAsync),
            Required("A4", "They can make ordinary sockets only", confinement.SocketsAsync),
            Required("A5", "Dangerous system calls are refused", confinement.SystemCallsAsync),
            Required("A6", "Our environment and paths do not show", visibility.InitAsync),
            Required("A7", "They inherit three descriptors and no more", visibility.DescriptorsAsync),
            Required("A8", "Our files and processes are invisible", visibility.CanariesAsync),
            Required("A9", "They write only to sized scratch folders", visibility.FilesAsync),
            Required("A10", "They reach no network", visibility.NetworkAsync),
            Required("A11", "Processes and memory stop at their limits", limits.ExhaustionAsync),
            Required("A12", "Nothing survives a kill", limits.KillAsync),
            Required("A13", "The sandbox's own files are unchanged", limits.FilesUnchangedAsync),
        ];
    }

    private static DoctorCheck Required(string id, string title, Func<CancellationToken, Task<DoctorFinding>> look) => new(id, title, DoctorClass.Required, look);
}
