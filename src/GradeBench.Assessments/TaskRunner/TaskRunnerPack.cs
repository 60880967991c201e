using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>The <c>task-runner</c> assessment: many tasks on a bounded number of workers.</summary>
internal static class TaskRunnerPack
{
    private const string Id = "task-runner";

    public static AssessmentPack Create()
    {
        var resources = new PackResources(Id);
        var limits = new PackLimits();

        return new AssessmentPack
        {
            Id = Id,
            Title = "Task runner",
            Version = resources.Version($"{limits}"),
            Statement = resources.Text("statement.md"),
            Starter = resources.Zip("starter", Id),
            Limits = limits,
            Behaviours = [],
            Contract = typeof(ITaskRunner),
            HiddenTests = [],
            GradedFiles = new GradedFiles(
                [.. resources.Under("starter/contract").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))]),
        };
    }
}
