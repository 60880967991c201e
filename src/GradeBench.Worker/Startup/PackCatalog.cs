using GradeBench.Assessments;
using GradeBench.Core.Assessments;
using GradeBench.Rubrics;

namespace GradeBench.Worker.Startup;

/// <summary>The packs this worker can grade, and the rubrics that came with it.</summary>
internal static class PackCatalog
{
    private static readonly string RubricFolder = Path.Combine(AppContext.BaseDirectory, "rubrics");

    /// <summary>The pack of that assessment; null when this worker has none.</summary>
    public static AssessmentPack? Find(string assessmentId) => AssessmentPacks.Find(assessmentId);

    /// <summary>All packs in the form in which they are published.</summary>
    /// <exception cref="RubricException">A rubric that came with this worker is wrong.</exception>
    public static IEnumerable<PackToPublish> ToPublish() => AssessmentPacks.All.Select(ToPublish);

    private static PackToPublish ToPublish(AssessmentPack pack)
    {
        var file = $"{pack.Id}.yaml";
        var yaml = File.ReadAllText(Path.Combine(RubricFolder, file)).ReplaceLineEndings("\n");
        var vocabulary = new RubricVocabulary(Behaviours: [.. pack.Behaviours.Select(behaviour => behaviour.Id)]);
        var rubric = RubricLoader.Load(yaml, $"rubrics/{file}", vocabulary).OrThrow();

        return new PackToPublish(
            pack.Id,
            pack.Title,
            pack.Version,
            pack.Statement,
            pack.Starter.AsMemory(),
            new PublishedLimits(pack.Limits.Test, pack.Limits.Run, pack.Limits.MemoryBytes),
            [.. pack.Behaviours.Select(behaviour => new PublishedBehaviour(behaviour.Id, behaviour.Title))],
            new RubricToPublish(rubric.Version, rubric.ContentHash, yaml))
        {
            Examples = pack.Examples,
            FileRules = new PublishedFileRules(pack.GradedFiles.ContractFiles, GradedFiles.IgnoredFolders),
        };
    }
}
