namespace GradeBench.Sandbox.Tests;

/// <summary>A shell script that calls itself bubblewrap.</summary>
internal static class FakeBubblewrap
{
    private const UnixFileMode ForEveryone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Of the right version, and it fails as bubblewrap does where user namespaces are forbidden.</summary>
    public static string Breaking() => Saying("bubblewrap 0.8.0", "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1");

    /// <param name="version">What it answers to --version.</param>
    /// <param name="otherwise">What it does when asked for anything else.</param>
    public static string Saying(string version, string otherwise)
    {
        // Left to the system's temporary folder: a few bytes, and no test owns them.
        var folder = Directory.CreateTempSubdirectory("gradebench-bwrap-").FullName;
        var path = Path.Combine(folder, "bwrap");
        File.WriteAllText(path, $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; exit 0; fi\n{otherwise}\n");
        File.SetUnixFileMode(folder, ForEveryone);
        File.SetUnixFileMode(path, ForEveryone);
        return path;
    }
}
