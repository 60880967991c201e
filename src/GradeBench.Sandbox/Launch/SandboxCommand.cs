using System.Diagnostics;
using System.Globalization;
using GradeBench.Sandbox.Native;
using GradeBench.Sandbox.Running;

namespace GradeBench.Sandbox.Launch;

/// <summary>Everything one launch needs, as the process to start and the in-memory files it reads.</summary>
internal sealed class SandboxCommand : ILaunchCommand
{
    private readonly MemoryFile _arguments;

    // Where bubblewrap reports.
    private readonly MemoryFile _status;

    public SandboxCommand(SandboxSpec spec, LaunchSite site, LaunchTools tools)
    {
        _status = MemoryFile.Create("status");
        _arguments = MemoryFile.Create("arguments", BubblewrapArguments.Encode(spec, site.RootFolder, site.AppFolder));

        StartInfo = new ProcessStartInfo("/bin/sh", ["-c", WrapperScript.Text, "sandbox", "/dotnet/dotnet", $"/app/{spec.EntryAssembly}", .. spec.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        StartInfo.Environment.Clear();
        StartInfo.Environment["PATH"] = "/usr/bin:/bin";
        StartInfo.Environment["GROUPS_TO_JOIN"] = string.Join(' ', site.GroupsToJoin);
        StartInfo.Environment["OPEN_FILES"] = spec.Limits.OpenFiles.ToString(CultureInfo.InvariantCulture);
        StartInfo.Environment["STATUS"] = _status.Path;
        StartInfo.Environment["ARGUMENTS"] = _arguments.Path;
        StartInfo.Environment["FILTER"] = tools.Filter.Path;
        StartInfo.Environment["LOWER_LIMITS"] = site.LowerLimits;
        StartInfo.Environment["CHANGE_USER"] = tools.Setpriv is { } setpriv
            ? string.Create(CultureInfo.InvariantCulture, $"{setpriv} --reuid={site.UserId} --regid={site.UserId} --clear-groups --")
            : "";
        StartInfo.Environment["BUBBLEWRAP"] = tools.Bubblewrap.Path;
    }

    public ProcessStartInfo StartInfo { get; }

    public LaunchStatus ReadStatus(Process process) => LaunchStatus.ParseBubblewrapReport(_status.ReadAllText());

    public void Dispose()
    {
        _arguments.Dispose();
        _status.Dispose();
    }
}
