using GradeBench.Assessments;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>Finds what a pack is proved with in a checkout of the repository; nothing of it is part of an installation.</summary>
/// <param name="root">The checkout's folder, which holds <c>GradeBench.sln</c>.</param>
public sealed class ProofFolder(string root)
{
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
        var written = Path.Combine(proofs, "Reference");
        var mutants = Path.Combine(proofs, "Mutants");

        // The exemplary sample is the reference of a pack that has no other.
        var reference = Sources(Directory.Exists(written) ? written : Path.Combine(samples, "exemplary", "code"));

        return new PackProof(
            pack,
            RubricLoader.Load(File.ReadAllText(rubric), $"rubrics/{pack.Id}.yaml").OrThrow(),
            reference,
            File.Exists(Path.Combine(mutants, WholeMutants.Manifest)) ? WholeMutants.Read(mutants) : EditedMutants.Read(mutants, reference),
            [.. Directory.GetDirectories(samples).Order(StringComparer.Ordinal).Select(folder => new ProofSample(Path.GetFileName(folder), Sources(Path.Combine(folder, "code"))))]);
    }

    private static List<SourceFile> Sources(string folder) =>
        [.. Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(Source)];

    private static SourceFile Source(string file) => new(Path.GetFileName(file), File.ReadAllText(file));
}
