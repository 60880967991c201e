using GradeBench.Assessments;
using GradeBench.Core.Intake;
using GradeBench.Core.Jobs;
using GradeBench.Core.Practice;
using GradeBench.Grading;
using GradeBench.Rubrics;
using GradeBench.Worker.Startup;

namespace GradeBench.Worker.Practice;

/// <summary>Tries an upload: the same grader and sandbox as for a run, only the example behaviours, and no rubric to score by.</summary>
internal sealed partial class PracticeJob(PracticeService practice, IGrader grader, ILogger<PracticeJob> logger) : IJobHandler
{
    public string JobName => Job.PracticeName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        if (await practice.ClaimAsync(subject, cancellationToken) is not { } claim)
        {
            return;
        }

        try
        {
            await practice.EndAsync(claim.Id, await TryAsync(claim, cancellationToken), cancellationToken);
        }
#pragma warning disable CA1031 // Whatever went wrong is ours; the candidate is told so and tries again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, exception, claim.Id);
            await practice.EndAsync(claim.Id, null, cancellationToken);
        }
    }

    private async Task<PracticeResult?> TryAsync(ClaimedPractice claim, CancellationToken cancellationToken)
    {
        var pack = claim.PackId == WarmUp.PackId ? AssessmentPacks.WarmUp : PackCatalog.Find(claim.PackId);
        if (pack is null)
        {
            Log.NoPack(logger, claim.Id, claim.PackId);
            return null;
        }

        var files = SubmissionIntake.Reopen(claim.Content).Files;
        var examples = pack with { Behaviours = [.. pack.Behaviours.Where(behaviour => pack.Examples.Contains(behaviour.Id))] };
        var request = new GradingRequest(
            examples, new Rubric(pack.Id, "none", "none", [], [], []), claim.Language,
            [.. files.Select(file => new Protocol.SourceFile(file.Path, file.Text))], Seed: 1);

        switch (await grader.GradeAsync(request, null, cancellationToken))
        {
            case GradingResult.Graded graded:
                return ResultOf(graded.Evidence, [.. files.Select(f => f.Path).Where(path => !pack.GradedFiles.Includes(path))]);
            case GradingResult.Faulted faulted:
                Log.Faulted(logger, claim.Id, faulted.Reason);
                return null;
            default:
                throw new InvalidOperationException("A closed set of cases grew.");
        }
    }

    private static PracticeResult ResultOf(Evidence evidence, IReadOnlyList<string> notGraded) => new(
        evidence.Compile.Succeeded,
        [.. evidence.Compile.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Location is { } at ? $"{at.File}:{at.StartLine} {d.Message} ({d.Id})" : $"{d.Message} ({d.Id})")],
        [.. evidence.Behaviours.Select(b => new PracticeExample(b.Title, b.Passed, b.Passed ? null : b.CandidateSentence))],
        notGraded);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Practice run {PracticeId} failed.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid practiceId);

        [LoggerMessage(2, LogLevel.Warning, "Practice run {PracticeId} ended in a fault of ours: {Reason}")]
        public static partial void Faulted(ILogger logger, Guid practiceId, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Practice run {PracticeId} asks for the pack '{PackId}', which this worker does not have: it is of another version. Update it.")]
        public static partial void NoPack(ILogger logger, Guid practiceId, string packId);
    }
}
