using GradeBench.Cli.Output;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Grade;

/// <summary>The report on standard output; what prevented one on standard error.</summary>
internal sealed class TerminalGradeOutput : IGradeOutput
{
    private readonly StatusLine _status = new();

    public IProgress<GradingProgress>? Progress => _status;

    public void Graded(GradedSubmission graded)
    {
        _status.Clear();
        new ScorecardReport(Terminal.Output).Write(graded);
    }

    public void Refused(IntakeResult.Refused refused) => Say("Refused:", refused.Sentence, "Nothing was graded.");

    public void CannotSandbox(SandboxUnavailableException reason) =>
        Say("This machine cannot sandbox, so nothing was run:", reason.Message, "“gradebench doctor” shows every check.");

    public void Faulted(string reason) =>
        Say("Grading failed:", reason, "That says nothing about the submission; try again.");

    public void Unreadable(string message) => Say("Nothing to grade:", message, "");

    private void Say(string what, string detail, string then)
    {
        _status.Clear();
        Terminal.Errors.Paragraph(0, "", new(what, Styles.Poor), Span.Quoted(detail, maxLength: 2000), then);
    }
}
