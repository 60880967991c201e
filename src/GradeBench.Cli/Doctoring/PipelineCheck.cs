using System.Globalization;
using GradeBench.Assessments;
using GradeBench.Cli.Grade;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Doctoring;

/// <summary>
/// Check A14: the real hosts work in the sandbox. Grades the untouched starter of the first assessment, which compiles
/// and answers every hidden test, wrongly.
/// </summary>
internal static class PipelineCheck
{
    private const string Remedy = "Build again, which publishes the hosts anew (./gradebench does); then look at the reason above.";

    public static DoctorCheck Create(IGrader grader) => new(
        "A14", "The compiler host compiles and a candidate host answers", DoctorClass.Required, cancellationToken => LookAsync(grader, cancellationToken));

    private static async Task<DoctorFinding> LookAsync(IGrader grader, CancellationToken cancellationToken)
    {
        var pack = AssessmentPacks.All[0];
        var starter = new UploadPart("starter.zip", () => new MemoryStream([.. pack.Starter]));
        if (await new SubmissionIntake().ReadAsync([starter], cancellationToken) is not IntakeResult.Accepted accepted)
        {
            return DoctorFinding.Failed("The starter is refused by intake.", Remedy);
        }

        var request = new GradingRequest(
            pack, RubricFile.Load(pack), accepted.Language, [.. accepted.Files.Select(file => new Protocol.SourceFile(file.Path, file.Text))], Seed: 1);
        return await grader.GradeAsync(request, null, cancellationToken) switch
        {
            GradingResult.Graded { Evidence.Compile.Succeeded: false } => DoctorFinding.Failed("The starter does not compile.", Remedy),
            GradingResult.Graded { Evidence.Behaviours: [] } => DoctorFinding.Failed("No hidden test was run on the starter.", Remedy),
            GradingResult.Graded graded => DoctorFinding.Passed(string.Create(CultureInfo.InvariantCulture,
                $"compiled, and ran {graded.Evidence.Behaviours.Count} hidden tests in {graded.Times.Total.TotalSeconds:0.0} s")),
            GradingResult.Faulted faulted => DoctorFinding.Failed(faulted.Reason, Remedy),
            var unknown => throw new InvalidOperationException($"A closed set of cases grew: {unknown}."),
        };
    }
}
