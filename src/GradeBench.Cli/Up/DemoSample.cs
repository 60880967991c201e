using System.IO.Compression;

namespace GradeBench.Cli.Up;

/// <summary>One of the sample submissions of the repository.</summary>
internal sealed record DemoSample(string Assessment, string Name, string Folder)
{
    /// <summary>All samples, by assessment and name.</summary>
    /// <param name="only">The assessment whose samples are wanted; null for those of all.</param>
    /// <exception cref="UpException">They are not there.</exception>
    public static IReadOnlyList<DemoSample> FindAll(string? only)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !Directory.Exists(Path.Combine(root.FullName, "sample-submissions")))
        {
            root = root.Parent;
        }

        DemoSample[] samples = root is null ? [] :
        [
            .. from assessment in new DirectoryInfo(Path.Combine(root.FullName, "sample-submissions")).GetDirectories()
               where only is null || assessment.Name == only
               let languages = assessment.GetDirectories()
               from language in languages
               from sample in language.GetDirectories()
               let code = Path.Combine(sample.FullName, "code")
               where Directory.Exists(code)
               orderby assessment.Name, language.Name, sample.Name
               select new DemoSample(assessment.Name, languages.Length > 1 ? $"{sample.Name}-{language.Name}" : sample.Name, code),
        ];
        return samples.Length > 0
            ? samples
            : throw new UpException($"The folder sample-submissions was not found above {AppContext.BaseDirectory}, so there is no demo to load. Run gradebench from a checkout.");
    }

    /// <summary>The sample as a candidate would zip it.</summary>
    public byte[] Zip()
    {
        using var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(Folder, zip, CompressionLevel.Optimal, includeBaseDirectory: false);
        return zip.ToArray();
    }
}
