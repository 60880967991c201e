using System.CommandLine;
using GradeBench.Assessments;
using GradeBench.Cli.Grade;

namespace GradeBench.Cli.Commands;

/// <summary><c>gradebench grade PATH</c>: grades one submission offline, without a database.</summary>
internal static class GradeCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "The submission: a folder, a zip archive or one source file." };
        var json = new Option<bool>("--json") { Description = "Print everything as JSON: scorecard, evidence, what was ignored." };
        var assessment = new Option<string>("--assessment")
        {
            Description = "What to grade it as.",
            DefaultValueFactory = _ => AssessmentPacks.All[0].Id,
        };
        assessment.AcceptOnlyFromAmong([.. AssessmentPacks.All.Select(pack => pack.Id)]);
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Order of the tests and generated inputs. By default it follows from the submission, so that grading it again repeats the run.",
        };

        var command = new Command("grade", """
            Grades one submission offline and prints its scorecard.

            Exit codes: 0 graded; 1 refused or does not compile; 2 wrong command line;
            3 this machine cannot sandbox, so nothing was run; 4 grading itself failed.
            """) { path, json, assessment, seed };
        command.SetAction((parsed, cancellationToken) =>
        {
            IGradeOutput output = parsed.GetValue(json) ? new JsonGradeOutput() : new TerminalGradeOutput();
            return new OfflineGrading(AssessmentPacks.Find(parsed.GetValue(assessment)!)!, output)
                .RunAsync(parsed.GetValue(path)!, parsed.GetValue(seed), cancellationToken);
        });
        return command;
    }
}
