using GradeBench.Assessments;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Benchmarks;

/// <summary>The exemplary submission of an assessment, which reaches every hidden test's end. Everything is measured with the task runner's, unless it says otherwise.</summary>
internal sealed class Sample
{
    private Sample(AssessmentPack pack, Rubric rubric, IReadOnlyList<UploadPart> upload) => (Pack, Rubric, Upload) = (pack, rubric, upload);

    private const string Usual = "task-runner";

    public static string Folder { get; } = FolderOf(Usual);

    public AssessmentPack Pack { get; }

    public Rubric Rubric { get; }

    public IReadOnlyList<UploadPart> Upload { get; }

    public static Sample Load(string assessment = Usual)
    {
        var folder = FolderOf(assessment);
        var pack = AssessmentPacks.Find(assessment)!;
        var file = Checkout.At("rubrics", assessment + ".yaml");
        var rubric = RubricLoader.Load(File.ReadAllText(file), file, new RubricVocabulary([.. pack.Behaviours.Select(b => b.Id)])).OrThrow();
        var parts = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new UploadPart(Path.GetRelativePath(folder, path), () => File.OpenRead(path)));
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

    private static string FolderOf(string assessment) => Checkout.At("sample-submissions", assessment, "csharp", "exemplary", "code");
}
