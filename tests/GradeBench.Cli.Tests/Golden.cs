namespace GradeBench.Cli.Tests;

/// <summary>Compares with a file under Golden/. Run the tests with GRADEBENCH_UPDATE_GOLDEN=1 to accept what is there now.</summary>
internal static class Golden
{
    public static void Check(string file, string actual)
    {
        var path = Repository.Path("tests", "GradeBench.Cli.Tests", "Golden", file);
        if (Environment.GetEnvironmentVariable("GRADEBENCH_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual, ignoreLineEndingDifferences: true);
    }
}
