using GradeBench.Contracts.TaskRunner;

namespace GradeBench.Assessments.TaskRunner;

/// <summary>The <c>task-runner</c> assessment: many tasks on a bounded number of workers.</summary>
internal static class TaskRunnerPack
{
    public static PackLimits Limits { get; } = new();

    public static AssessmentPack Create() => EmbeddedPack.Read(
        "task-runner",
        "Task runner",
        Limits,
        typeof(ITaskRunner),
        [
            typeof(OutcomeTests), typeof(OptionsTests), typeof(BoundTests), typeof(WorkersTests), typeof(WaitingTests),
            typeof(TotalsTests), typeof(FailureTests), typeof(CancellationTests), typeof(DisposalTests),
        ]) with
    {
        Examples = ["outcomes.order", "failures.isolated", "bound.workers", "cancellation.ends-the-call"],
    };
}
