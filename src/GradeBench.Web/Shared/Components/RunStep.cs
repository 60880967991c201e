namespace GradeBench.Web.Shared.Components;

/// <summary>One stage of a run as the timeline shows it.</summary>
/// <param name="Time">When it was reached or how long it took, as text; null when it was not reached.</param>
/// <param name="About">One sentence for what needs one, for example why a run waits.</param>
public sealed record RunStep(string Title, RunStepState State, string? Time = null, string? About = null);

public enum RunStepState
{
    Waiting,
    Current,
    Done,

    /// <summary>Our fault, to be tried again.</summary>
    Stopped,
}
