using GradeBench.Cli.Output;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Grade;

/// <summary>One JSON document on standard output, whatever happens.</summary>
internal sealed class JsonGradeOutput : IGradeOutput
{
    public IProgress<GradingProgress>? Progress => null;

    public void Graded(GradedSubmission graded) => JsonReport.Write(Console.Out, graded);

    public void Refused(IntakeResult.Refused refused) => JsonReport.Write(Console.Out, refused);

    public void CannotSandbox(SandboxUnavailableException reason) => JsonReport.Write(Console.Out, "cannotSandbox", null, reason.Message);

    public void Faulted(string reason) => JsonReport.Write(Console.Out, "faulted", null, reason);

    public void Unreadable(string message) => JsonReport.Write(Console.Out, "unreadable", null, message);
}
