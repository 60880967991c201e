namespace GradeBench.Sandbox.Launch;

/// <summary>The machine's side of one launch.</summary>
/// <param name="RootFolder">The read-only system.</param>
/// <param name="AppFolder">The program's folder, readable by any user.</param>
/// <param name="GroupsToJoin">Files to write to before anything is executed; empty without control groups.</param>
/// <param name="LowerLimits">A command prefix that sets resource limits; empty with control groups.</param>
/// <param name="UserId">The sandbox's own user, used when we are root.</param>
internal sealed record LaunchSite(string RootFolder, string AppFolder, IReadOnlyList<string> GroupsToJoin, string LowerLimits, int UserId);
