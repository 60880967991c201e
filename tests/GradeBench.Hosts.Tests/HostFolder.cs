namespace GradeBench.Hosts.Tests;

/// <summary>Finds the published hosts above the test's own folder.</summary>
internal static class HostFolder
{
    public static string Path(string host, string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "hosts", host, file);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException($"hosts/{host}/{file} was not found above {AppContext.BaseDirectory}; build GradeBench.CandidateHost first.");
    }
}
