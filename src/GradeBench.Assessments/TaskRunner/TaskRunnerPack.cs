using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>The <c>task-runner</c> assessment: many tasks on a bounded number of workers.</summary>
internal static class TaskRunnerPack
{
    private const string Id = "task-runner";

    public static PackLimits Limits { get; } = new();

    // In the order in which a scorecard lists their behaviours.
    private static readonly Type[] HiddenTests =
    [
        typeof(OutcomeTests), typeof(OptionsTests), typeof(BoundTests), typeof(WorkersTests), typeof(WaitingTests),
        typeof(TotalsTests), typeof(FailureTests), typeof(CancellationTests), typeof(DisposalTests),
    ];

    public static AssessmentPack Create()
    {
        var resources = new PackResources(Id);

        return new AssessmentPack
        {
            Id = Id,
            Title = "Task runner",
            Version = resources.Version($"{Limits}"),
            Statement = resources.Text("statement.md"),
            Starter = resources.Zip("starter", Id),
            Limits = Limits,
            Behaviours = PackBehaviours.Of(HiddenTests),
            Contract = typeof(ITaskRunner),
            HiddenTests = HiddenTests,
            GradedFiles = new GradedFiles(
                [.. resources.Under("starter/contract").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))]),
        };
    }
}
