using System.Runtime.InteropServices;

namespace GradeBench.Cli.Up;

/// <summary>A program of GradeBench that lies near this one.</summary>
/// <param name="Name">For example <c>web</c>.</param>
/// <param name="Assembly">The file to run with <c>dotnet</c>.</param>
internal sealed record InstalledApp(string Name, string Assembly)
{
    /// <summary>The muxer of the runtime this process runs on, so that nothing depends on PATH.</summary>
    public static string Dotnet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>
    /// Published programs are neighbours (<c>cli</c>, <c>web</c>, <c>worker</c>); build outputs lie below
    /// <c>bin/GradeBench.*/&lt;configuration&gt;</c>.
    /// </summary>
    /// <exception cref="UpException">It is in neither place.</exception>
    public static InstalledApp Find(string name, string project)
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var above = Path.GetDirectoryName(own)!;
        // This program's own folder may be called debug_linux-x64, because it is published for one platform.
        var configuration = Path.GetFileName(own).Split('_')[0];
        string[] places =
        [
            Path.Combine(above, name, project + ".dll"),
            Path.Combine(Path.GetDirectoryName(above) ?? above, project, configuration, project + ".dll"),
        ];
        return places.FirstOrDefault(File.Exists) is { } assembly
            ? new InstalledApp(name, assembly)
            : throw new UpException($"The {name} program was found neither at {places[0]} nor at {places[1]}. Build it first: ./gradebench up does.");
    }
}
