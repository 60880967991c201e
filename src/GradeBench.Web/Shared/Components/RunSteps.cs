using GradeBench.Core.Runs;

namespace GradeBench.Web.Shared.Components;

/// <summary>Tells a run as the steps of a timeline.</summary>
internal static class RunSteps
{
    /// <summary>A run that waits longer than this is worth a word: there may be no worker.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    private static readonly (RunStage Stage, string Title)[] Stages =
    [
        (RunStage.Compiling, "Compile"),
        (RunStage.Analysing, "Read the code"),
        (RunStage.Testing, "Test in the sandbox"),
        (RunStage.Scoring, "Score"),
    ];

    /// <param name="ahead">Runs before it in the queue.</param>
    public static IReadOnlyList<RunStep> Of(Run run, DateTimeOffset receivedAt, int ahead, DateTimeOffset now) =>
    [
        new("Received", RunStepState.Done, $"{Shown.Utc(receivedAt)} UTC"),
        Waiting(run, ahead, now),
        .. Stages.Select(stage => new RunStep(stage.Title, StateOf(run, stage.Stage))),
        new("Result", run.State == RunState.Graded ? RunStepState.Done : RunStepState.Waiting,
            run is { State: RunState.Graded, StartedAt: { } from, FinishedAt: { } to } ? $"after {Shown.Took(to - from)}" : null),
    ];

    /// <summary>One sentence for a screen reader and for the events of a page.</summary>
    public static string Sentence(RunSnapshot run) => run.State switch
    {
        RunState.Queued => run.Ahead == 0 ? "Waiting for a worker." : $"Waiting for a worker, with {Shown.Counted(run.Ahead, "run")} before it.",
        RunState.Graded => "Graded. The result is on this page.",
        RunState.Quarantined => "Delayed by a fault of ours.",
        _ => Stages.FirstOrDefault(s => s.Stage == run.Stage).Title is { } title ? $"{title}: in progress." : "In progress.",
    };

    private static RunStep Waiting(Run run, int ahead, DateTimeOffset now)
    {
        if (run.State == RunState.Quarantined)
        {
            return new("Stopped by a fault of ours", RunStepState.Stopped,
                About: "Grading failed on our side, more than once. It says nothing about the submission and is never scored; an administrator looks at it and starts it again.");
        }

        if (run.State != RunState.Queued)
        {
            return new("Worker found", RunStepState.Done, run.StartedAt is { } started ? $"waited {Shown.Took(started - run.QueuedAt)}" : null);
        }

        var queue = ahead == 0 ? "Nothing is before it." : $"{Shown.Counted(ahead, "run")} before it.";
        var late = now - run.QueuedAt > LongWait
            ? " That is longer than usual: no worker may be running. It is stored and will be graded; this page may be closed."
            : " This page follows by itself and may be closed.";
        return new("Waiting for a worker", RunStepState.Current, About: queue + late);
    }

    private static RunStepState StateOf(Run run, RunStage stage) => run.State switch
    {
        RunState.Graded => RunStepState.Done,
        RunState.Running when run.Stage > stage => RunStepState.Done,
        RunState.Running when run.Stage == stage => RunStepState.Current,
        _ => RunStepState.Waiting,
    };
}
