using GradeBench.Assessments;
using GradeBench.Cli.Up;
using GradeBench.Grading;

namespace GradeBench.Cli.Tests;

public sealed class RefusedPackTests : IDisposable
{
    private readonly string _reports = Directory.CreateTempSubdirectory("gb-reports-").FullName;

    public void Dispose() => Directory.Delete(_reports, recursive: true);

    [Fact]
    public void A_pack_whose_proof_failed_is_named_with_the_reason_and_what_to_do()
    {
        var pack = AssessmentPacks.Find("csv-pipeline")!;
        PackReportFiles.Write(Report(pack.Id, pack.Version, "The mutant generated-1 fails nothing.", "Another problem."), _reports);

        var refused = Assert.Single(RefusedPack.Find(_reports));

        Assert.Equal("csv-pipeline", refused.Assessment);
        Assert.Equal(
            $"""
            The assessment csv-pipeline ({pack.Version}) is not published, because its proof failed: The mutant generated-1 fails nothing. And 1 more.
            The whole report is csv-pipeline.json in {_reports}. Prove it again with `./gradebench pack verify csv-pipeline`; if it fails again, put the pack right. Deleting the report publishes the pack without a proof.
            """,
            refused.Told);
    }

    [Fact]
    public void Nothing_is_said_of_a_proof_that_passed_or_was_of_another_version()
    {
        PackReportFiles.Write(Report("csv-pipeline", "another", "A problem."), _reports);
        PackReportFiles.Write(Report("task-runner", AssessmentPacks.Find("task-runner")!.Version), _reports);

        Assert.Empty(RefusedPack.Find(_reports));
        Assert.Empty(RefusedPack.Find(null));
    }

    private static PackReport Report(string assessment, string version, params string[] problems) => new()
    {
        Assessment = assessment,
        PackVersion = version,
        RubricVersion = "1.0.0",
        Repetitions = 1,
        ReferenceScore = 10m,
        StarterScore = 1m,
        Mutants = [],
        Samples = [],
        Behaviours = [],
        Problems = problems,
        Remarks = [],
    };
}
