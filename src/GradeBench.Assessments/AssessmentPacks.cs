using GradeBench.Assessments.AsyncClient;
using GradeBench.Assessments.CsvPipeline;
using GradeBench.Assessments.TaskRunner;
using GradeBench.Assessments.WarmUp;

namespace GradeBench.Assessments;

/// <summary>All packs this build knows.</summary>
public static class AssessmentPacks
{
    /// <summary>The packs in the order in which they are listed to people.</summary>
    public static IReadOnlyList<AssessmentPack> All { get; } = [TaskRunnerPack.Create(), CsvPipelinePack.Create(), AsyncClientPack.Create()];

    /// <summary>What candidates try an upload with before they start; not an assessment, so not among <see cref="All"/>.</summary>
    public static AssessmentPack WarmUp { get; } = WarmUpPack.Create();

    /// <summary>The pack with that id, or null.</summary>
    public static AssessmentPack? Find(string id) => All.FirstOrDefault(pack => pack.Id == id);
}
