using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Output;

/// <summary>What a report is written from.</summary>
/// <param name="Name">What the user calls it: the last part of the path given.</param>
/// <param name="Times">Null for a stored result.</param>
internal sealed record GradedSubmission(
    string Name, IntakeResult.Accepted Upload, Evidence Evidence, Scorecard Scorecard, GradingTimes? Times)
{
    /// <summary>The submitted line a span begins on; null when there is no such line.</summary>
    public string? SourceLine(CodeSpan span)
    {
        var file = Upload.Files.FirstOrDefault(file => file.Path == span.File);
        return file is null ? null : Lines(file.Text).ElementAtOrDefault(span.StartLine - 1);
    }

    // The compiler counts these as line ends, so a report must too or its lines are off.
    private static string[] Lines(string text) => text.Split(["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"], StringSplitOptions.None);
}
