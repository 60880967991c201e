using System.Net;
using System.Net.Sockets;

namespace GradeBench.Sandbox.Doctoring;

/// <summary>A6 to A10: what the program can see and reach of us.</summary>
internal sealed class VisibilityChecks(ProbeRunner probe)
{
    private const string Remedy = "The sandbox leaks here; do not run submissions, and report this together with the output of 'gradebench doctor'.";

    public async Task<DoctorFinding> InitAsync(CancellationToken cancellationToken)
    {
        var inside = await probe.RunAsync(["init"], cancellationToken);
        var environment = await probe.RunAsync(["environment"], cancellationToken);
        var outside = await probe.RunOutsideAsync(["environment"], cancellationToken);
        var leaked = environment.Lines.Count(line => !line.Key.StartsWith("DOTNET_", StringComparison.Ordinal) && line.Key is not ("HOME" or "LANG" or "PWD" or "probe"));

        return new Expect(Remedy)
            .Equal("/proc/1/environ", "", inside["environ"])
            .That(inside["cmdline"].Contains(" --args 8 -- /dotnet/dotnet /app/", StringComparison.Ordinal), $"/proc/1/cmdline is '{inside["cmdline"]}'")
            .That(leaked == 0, $"{leaked} foreign variables are in its environment")
            .Control(outside["PATH"].Length > 0, "our environment")
            .ToFinding("process 1 has an empty environment and a command line without host paths");
    }

    public async Task<DoctorFinding> DescriptorsAsync(CancellationToken cancellationToken)
    {
        var inside = await probe.RunAsync(["descriptors"], cancellationToken);
        var init = inside.Lines.Where(line => line.Key.StartsWith("1 ", StringComparison.Ordinal) && line.Value != "anon_inode:[eventfd]").Select(line => line.Key[2..]).Order(StringComparer.Ordinal).ToList();
        var own = inside.Lines.Where(line => line.Key.StartsWith("self ", StringComparison.Ordinal)).ToList();
        // The runtime opens its assemblies, both ends of its own pipes, and copies of the three we gave it.
        var foreign = own.Where(line => !IsOfTheRuntime(line.Value, own.Count(other => other.Value == line.Value))).Select(line => line.Value).ToList();

        return new Expect(Remedy)
            .Equal("the descriptors of process 1", "0 1 2", string.Join(' ', init))
            .That(foreign.Count == 0, $"it holds {string.Join(", ", foreign)}")
            .Control(own.Count > 3, "its own descriptors")
            .ToFinding("three pipes, everything else is the runtime's own");
    }

    public async Task<DoctorFinding> CanariesAsync(CancellationToken cancellationToken)
    {
        var canary = $"canary{Guid.NewGuid():N}";
        var backwards = new string([.. canary.Reverse()]);
        var file = Path.Combine(Path.GetTempPath(), canary);
        await File.WriteAllTextAsync(file, canary, cancellationToken);
        using var process = await probe.StartOutsideAsync(["sleep", canary], cancellationToken);
        await process.StandardOutput.ReadLineAsync(cancellationToken);

        try
        {
            var filesInside = await probe.RunAsync(["exists", file], cancellationToken);
            var filesOutside = await probe.RunOutsideAsync(["exists", file], cancellationToken);
            var processesInside = await probe.RunAsync(["processes", backwards], cancellationToken);
            var processesOutside = await probe.RunOutsideAsync(["processes", backwards], cancellationToken);

            return new Expect(Remedy)
                .Equal("whether our file exists", "False", filesInside[file])
                .Equal("the number of our processes it sees", "0", processesInside["with word"])
                .Equal("the number of processes it sees", "2", processesInside["visible"])
                .Control(filesOutside[file] == "True", "the file")
                .Control(processesOutside["with word"] == "1", "the process")
                .ToFinding("a file, and a process with a telling command line, were looked for in vain");
        }
        finally
        {
            process.Kill();
            File.Delete(file);
        }
    }

    public async Task<DoctorFinding> FilesAsync(CancellationToken cancellationToken)
    {
        string[] readOnly = ["/", "/app", "/dotnet", "/etc", "/dev", "/usr"], scratch = ["/tmp", "/box", "/dev/shm"];
        var limits = new SandboxLimits();
        var inside = await probe.RunAsync(["open-for-writing", .. readOnly, .. scratch], cancellationToken);
        var sizes = await probe.RunAsync(["sizes", .. scratch], cancellationToken);

        return new Expect(Remedy)
            .All(inside, readOnly, "errno 30")
            .All(inside, scratch, "ok")
            .All(sizes, scratch[..2], $"{limits.ScratchBytes}")
            .Equal("the size of /dev/shm", $"{limits.SharedMemoryBytes}", sizes["/dev/shm"])
            .ToFinding("/, /app, /dotnet, /etc, /usr and /dev are read-only; /tmp, /box and /dev/shm have their sizes");
    }

    public async Task<DoctorFinding> NetworkAsync(CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string[] connect = ["connect", "127.0.0.1", $"{((IPEndPoint)listener.LocalEndpoint).Port}"];
        var inside = await probe.RunAsync(connect, cancellationToken);
        var outside = await probe.RunOutsideAsync(connect, cancellationToken);
        var itself = await probe.RunAsync(["loopback"], cancellationToken);

        return new Expect(Remedy)
            .That(inside["connect"] is not ("ok" or ""), "it connected to a port of this machine")
            .Equal("talking to itself", "ok", itself["loopback"])
            .Control(outside["connect"] == "ok", "the port")
            .ToFinding($"connecting to this machine: {inside["connect"]}; to itself: ok");
    }

    private static bool IsOfTheRuntime(string target, int holders) =>
        target.StartsWith("/dotnet/", StringComparison.Ordinal) || target.StartsWith("/app/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal)
        || target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/memfd:doublemapper", StringComparison.Ordinal)
        || target.StartsWith("anon_inode:", StringComparison.Ordinal) || target == "gone" || (target.StartsWith("pipe:", StringComparison.Ordinal) && holders >= 2);
}
