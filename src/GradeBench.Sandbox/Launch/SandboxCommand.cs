using System.Diagnostics;
using System.Globalization;
using GradeBench.Sandbox.Native;

namespace GradeBench.Sandbox.Launch;

/// <summary>Everything one launch needs, as the process to start and the in-memory files it reads.</summary>
internal sealed class SandboxCommand : IDisposable
{
    private readonly MemoryFile _arguments;

    public SandboxCommand(SandboxSpec spec, LaunchSite site)
    {
        Status = MemoryFile.Create("status");
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
        StartInfo.Environment["STATUS"] = Status.Path;
        StartInfo.Environment["ARGUMENTS"] = _arguments.Path;
        StartInfo.Environment["FILTER"] = site.Filter.Path;
        StartInfo.Environment["LOWER_LIMITS"] = site.LowerLimits;
        StartInfo.Environment["CHANGE_USER"] = site.UserId is { } user
            ? string.Create(CultureInfo.InvariantCulture, $"{site.SetprivPath} --reuid={user} --regid={user} --clear-groups --")
            : "";
        StartInfo.Environment["BUBBLEWRAP"] = site.BubblewrapPath;
    }

    public ProcessStartInfo StartInfo { get; }

    /// <summary>Where bubblewrap reports the child's process id and, once the program really ran, its exit code.</summary>
    public MemoryFile Status { get; }

    public void Dispose()
    {
        _arguments.Dispose();
        Status.Dispose();
    }
}
