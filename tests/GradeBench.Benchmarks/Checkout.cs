namespace GradeBench.Benchmarks;

/// <summary>The checkout this program was built from; the benchmarks measure what lies in it.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GradeBench.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("GradeBench.sln was not found above the program: run the benchmarks from a checkout.");
    }
}
