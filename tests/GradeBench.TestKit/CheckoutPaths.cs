namespace GradeBench.TestKit;

/// <summary>Finds files of the checkout the tests were built from.</summary>
public static class CheckoutPaths
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the checkout's root.</summary>
    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The folder of one sample submission, for example <c>task-runner</c>, <c>csharp</c>, <c>exemplary</c>.</summary>
    public static string Sample(string assessment, string language, string name) =>
        Of("sample-submissions", assessment, language, name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GradeBench.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("GradeBench.sln was not found above the tests' folder.");
    }
}
