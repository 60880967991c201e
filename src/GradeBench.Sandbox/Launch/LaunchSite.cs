using GradeBench.Sandbox.Native;

namespace GradeBench.Sandbox.Launch;

/// <summary>The machine's side of one launch.</summary>
/// <param name="RootFolder">The read-only system.</param>
/// <param name="AppFolder">The program's folder, readable by any user.</param>
/// <param name="Filter">The system call filter.</param>
/// <param name="GroupsToJoin">Files to write to before anything is executed; empty without control groups.</param>
/// <param name="LowerLimits">A command prefix that sets resource limits; empty with control groups.</param>
/// <param name="UserId">The sandbox's own user; null when we are not root and cannot give one.</param>
internal sealed record LaunchSite(
    string RootFolder,
    string AppFolder,
    MemoryFile Filter,
    IReadOnlyList<string> GroupsToJoin,
    string LowerLimits,
    int? UserId,
    string BubblewrapPath,
    string SetprivPath);
