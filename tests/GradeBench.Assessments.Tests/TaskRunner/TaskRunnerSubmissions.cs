using System.IO.Compression;
using System.Text.Json;
using GradeBench.Protocol;

namespace GradeBench.Assessments.Tests;

/// <summary>Everything the task-runner pack is proved with, as it would be uploaded.</summary>
internal static class TaskRunnerSubmissions
{
    private static readonly string Folder = Repository.Path("tests", "GradeBench.Assessments.Tests", "TaskRunner");
    private static readonly string SampleFolder = Repository.Path("sample-submissions", "task-runner", "csharp");
    private static readonly JsonSerializerOptions ManifestOptions = new(JsonSerializerDefaults.Web);

    public static AssessmentPack Pack { get; } = AssessmentPacks.Find("task-runner")!;

    public static IReadOnlyList<Mutant> Mutants { get; } =
        JsonSerializer.Deserialize<List<Mutant>>(File.ReadAllText(Path.Combine(Folder, "Mutants", "manifest.json")), ManifestOptions)!;

    public static IReadOnlyList<string> Samples { get; } =
        [.. Directory.GetDirectories(SampleFolder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<SourceFile> Reference => Read(Path.Combine(Folder, "Reference"));

    public static IReadOnlyList<SourceFile> Mutant(string name) => [Read(Path.Combine(Folder, "Mutants", $"{name}.cs"), name)];

    public static IReadOnlyList<SourceFile> Sample(string name) => Read(Path.Combine(SampleFolder, name, "code"));

    /// <summary>The starter as a candidate would upload it, untouched and whole.</summary>
    public static IReadOnlyList<SourceFile> Starter()
    {
        using var archive = new ZipArchive(new MemoryStream([.. Pack.Starter]));

        return
        [
            .. archive.Entries.Where(entry => entry.Name.EndsWith(".cs", StringComparison.Ordinal)).Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return new SourceFile(entry.FullName, reader.ReadToEnd());
            }),
        ];
    }

    public static string ExpectedScorecard(string sample) => Path.Combine(SampleFolder, sample, "expected-scorecard.json");

    private static List<SourceFile> Read(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(file => Read(file, Path.GetFileNameWithoutExtension(file))),
    ];

    private static SourceFile Read(string file, string name) => new($"{name}.cs", File.ReadAllText(file));
}

/// <summary>A submission that is right but for one thing, and what has to notice.</summary>
/// <param name="Name">Its file, without the extension.</param>
/// <param name="Breaks">What is wrong with it.</param>
/// <param name="Fails">The behaviours that must fail because of that.</param>
/// <param name="AlsoFails">Behaviours that fail as a consequence, each with the reason.</param>
/// <param name="Note">Why no behaviour fails, if none does.</param>
public sealed record Mutant(
    string Name, string Breaks, IReadOnlyList<string> Fails, IReadOnlyDictionary<string, string>? AlsoFails = null, string? Note = null);
