namespace GradeBench.Cli.Tests;

/// <summary>Finds files of the checkout the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "GradeBench.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("GradeBench.sln was not found above the test's folder.");
    }
}
