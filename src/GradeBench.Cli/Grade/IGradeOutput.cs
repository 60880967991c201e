using GradeBench.Cli.Output;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Grade;

/// <summary>Where the result of an offline grading goes: a person's terminal or another program.</summary>
internal interface IGradeOutput
{
    /// <summary>Told how far the grading is; null when nobody watches.</summary>
    IProgress<GradingProgress>? Progress { get; }

    void Graded(GradedSubmission graded);

    void Refused(IntakeResult.Refused refused);

    void CannotSandbox(SandboxUnavailableException reason);

    void Faulted(string reason);

    /// <summary>The path given is no submission that can be read at all.</summary>
    void Unreadable(string message);
}
