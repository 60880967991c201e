using GradeBench.Assessments;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Benchmarks;

/// <summary>The submission everything is measured with: the exemplary one, which reaches every hidden test's end.</summary>
internal sealed class Sample
{
    private Sample(AssessmentPack pack, Rubric rubric, IReadOnlyList<UploadPart> upload) => (Pack, Rubric, Upload) = (pack, rubric, upload);

    public static string Folder { get; } = Checkout.At("sample-submissions", "task-runner", "csharp", "exemplary", "code");

    public AssessmentPack Pack { get; }

    public Rubric Rubric { get; }

    public IReadOnlyList<UploadPart> Upload { get; }

    public static Sample Load()
    {
        var pack = AssessmentPacks.Find("task-runner")!;
        var file = Checkout.At("rubrics", "task-runner.yaml");
        var rubric = RubricLoader.Load(File.ReadAllText(file), file, new RubricVocabulary([.. pack.Behaviours.Select(b => b.Id)])).OrThrow();
        var parts = Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new UploadPart(Path.GetRelativePath(Folder, path), () => File.OpenRead(path)));
        return new Sample(pack, rubric, [.. parts]);
    }

    /// <summary>From the uploaded bytes to the stored form of evidence and scorecard.</summary>
    public async Task<(GradingResult.Graded Result, string Stored)> GradeAsync(IGrader grader, CancellationToken cancellationToken)
    {
        var intake = await new SubmissionIntake().ReadAsync(Upload, cancellationToken);
        var accepted = intake as IntakeResult.Accepted ?? throw new InvalidOperationException($"The sample was refused: {intake}");
        var files = accepted.Files.Select(f => new Protocol.SourceFile(f.Path, f.Text)).ToList();

        var result = await grader.GradeAsync(new GradingRequest(Pack, Rubric, accepted.Language, files, Seed: 42), progress: null, cancellationToken);
        var graded = result as GradingResult.Graded ?? throw new InvalidOperationException($"The sample was not graded: {result}");
        _ = StoredForm.Write(graded.Evidence);
        return (graded, StoredForm.Write(graded.Scorecard));
    }
}
