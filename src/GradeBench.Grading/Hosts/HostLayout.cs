using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>Where the published hosts lie on this machine.</summary>
/// <param name="CompilerFolder">The compiler host's folder.</param>
/// <param name="CandidateFolder">The candidate host's folder.</param>
/// <param name="ProbeFolder">The folder of the program that tries the sandbox out.</param>
public sealed record HostLayout(string CompilerFolder, string CandidateFolder, string ProbeFolder)
{
    public const string CompilerEntry = "GradeBench.CompilerHost.dll";
    public const string CandidateEntry = "GradeBench.CandidateHost.dll";
    private const string ProbeEntry = "GradeBench.SandboxProbe.dll";

    /// <param name="folder">Folder to use; null looks at the environment, then above the program.</param>
    /// <exception cref="SandboxUnavailableException">There are no hosts, or not all of them.</exception>
    public static HostLayout Find(string? folder = null)
    {
        folder ??= Environment.GetEnvironmentVariable(GradingOptions.HostsVariable) ?? FindAbove(AppContext.BaseDirectory);
        if (folder is null)
        {
            throw new SandboxUnavailableException(
                $"The hosts that submissions run in were not found above {AppContext.BaseDirectory}.",
                $"Build the solution, which publishes them to artifacts/hosts, or name their folder in {GradingOptions.HostsVariable}.");
        }

        var layout = new HostLayout(Path.Combine(folder, "compiler"), Path.Combine(folder, "candidate"), Path.Combine(folder, "probe"));
        Require(Path.Combine(layout.CompilerFolder, CompilerEntry));
        Require(Path.Combine(layout.CandidateFolder, CandidateEntry));
        Require(Path.Combine(layout.ProbeFolder, ProbeEntry));
        return layout;
    }

    private static string? FindAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            string[] places = [Path.Combine(folder.FullName, "hosts"), Path.Combine(folder.FullName, "artifacts", "hosts")];
            if (places.FirstOrDefault(p => Directory.Exists(Path.Combine(p, "compiler"))) is { } found) return found;
        }

        return null;
    }

    private static void Require(string file)
    {
        if (File.Exists(file)) return;

        throw new SandboxUnavailableException(
            $"The host {file} does not exist.",
            $"Build the solution again, which publishes the hosts to artifacts/hosts, or correct {GradingOptions.HostsVariable}.");
    }
}
