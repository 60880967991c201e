using System.Text.Json;
using GradeBench.Assessments;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>Finds what a pack is proved with in a checkout of the repository; nothing of it is part of an installation.</summary>
/// <param name="root">The checkout's folder, which holds <c>GradeBench.sln</c>.</param>
public sealed class ProofFolder(string root)
{
    private static readonly JsonSerializerOptions ManifestOptions = new(JsonSerializerDefaults.Web);

    /// <summary>The checkout that holds <paramref name="folder"/>; null when it is in none.</summary>
    public static ProofFolder? Above(string folder)
    {
        for (var parent = new DirectoryInfo(folder); parent is not null; parent = parent.Parent)
        {
            if (File.Exists(Path.Combine(parent.FullName, "GradeBench.sln"))) return new ProofFolder(parent.FullName);
        }

        return null;
    }

    /// <summary>The proof of a pack.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The list of mutants does not fit them; the message says where.</exception>
    /// <exception cref="RubricException">The rubric is wrong.</exception>
    public PackProof Read(AssessmentPack pack)
    {
        // task-runner has its tests in TaskRunner.
        var name = string.Concat(pack.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var proofs = Path.Combine(root, "tests", "GradeBench.Assessments.Tests", name);
        var samples = Path.Combine(root, "sample-submissions", pack.Id, "csharp");
        var rubric = Path.Combine(root, "rubrics", $"{pack.Id}.yaml");
        var reference = Sources(Path.Combine(proofs, "Reference"));

        return new PackProof(
            pack,
            RubricLoader.Load(File.ReadAllText(rubric), $"rubrics/{pack.Id}.yaml").OrThrow(),
            reference,
            Mutants(Path.Combine(proofs, "Mutants")),
            [.. Directory.GetDirectories(samples).Order(StringComparer.Ordinal).Select(folder => new ProofSample(Path.GetFileName(folder), Sources(Path.Combine(folder, "code"))))]);
    }

    private static List<ProofMutant> Mutants(string folder)
    {
        var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(Path.Combine(folder, "manifest.json")), ManifestOptions) ?? [];

        return [.. entries.Select(entry => new ProofMutant(
            entry.Name, entry.Breaks, [Source(Path.Combine(folder, $"{entry.Name}.cs"))], [.. entry.Fails, .. entry.AlsoFails?.Keys ?? []]))];
    }

    private static List<SourceFile> Sources(string folder) =>
        [.. Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(Source)];

    private static SourceFile Source(string file) => new(Path.GetFileName(file), File.ReadAllText(file));

    private sealed record Entry(string Name, string Breaks, IReadOnlyList<string> Fails, IReadOnlyDictionary<string, string>? AlsoFails);
}
