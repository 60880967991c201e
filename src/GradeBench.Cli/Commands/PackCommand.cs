using System.CommandLine;
using GradeBench.Assessments;
using GradeBench.Cli.Packs;
using GradeBench.Grading;

namespace GradeBench.Cli.Commands;

/// <summary><c>gradebench pack verify</c>: proves that an assessment grades what it says.</summary>
internal static class PackCommand
{
    public static Command Create() => new("pack", "Works on assessment packs; for those who write them.") { Verify() };

    private static Command Verify()
    {
        var assessment = new Argument<string?>("ASSESSMENT")
        {
            Description = "Which pack. By default all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        assessment.AcceptOnlyFromAmong([.. AssessmentPacks.All.Select(pack => pack.Id)]);
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "How often the reference is graded, each time with another seed.",
            DefaultValueFactory = _ => 50,
        };
        repetitions.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--repetitions takes a number from 1 to 10000.");
        });
        var reports = new Option<string?>("--reports")
        {
            Description = $"Folder for the JSON reports. By default what {PackReportFiles.FolderVariable} names, if set; a worker that is told of the same folder refuses to publish a pack whose report says it failed.",
        };

        var command = new Command("verify", """
            Proves a pack from its checkout: the reference scores 10 in every dimension and repetition, the
            untouched starter at most 2, every mutant fails what it breaks and nothing else, samples are graded
            alike with three seeds, no test is near its time limit. Tells for each behaviour how difficult it is and what it separates.

            Exit codes: 0 all packs passed; 1 one did not; 2 wrong command line or no checkout;
            3 this machine cannot sandbox, so nothing was run.
            """) { assessment, repetitions, reports };
        command.SetAction((parsed, cancellationToken) => new PackVerification(
            parsed.GetValue(assessment) is { } id ? [AssessmentPacks.Find(id)!] : AssessmentPacks.All,
            parsed.GetValue(repetitions),
            parsed.GetValue(reports)).RunAsync(cancellationToken));
        return command;
    }
}
