using System.Globalization;
using GradeBench.Assessments;
using GradeBench.Cli.Output;
using GradeBench.Core.Intake;
using GradeBench.Grading;
using GradeBench.Rubrics;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Grade;

/// <summary>One submission from its path to its exit code.</summary>
internal sealed class OfflineGrading(AssessmentPack pack, IGradeOutput output)
{
    private readonly IntakeLimits _limits = new();

    public async Task<int> RunAsync(string path, ulong? seed, CancellationToken cancellationToken)
    {
        try
        {
            // The hosts take longest to come up, so they are started before anything is read.
            await using var grader = new Grader(new GradingOptions { WarmCompilers = 0, WarmCandidates = 0 });
            var prepared = grader.PrepareAsync(cancellationToken);
            _ = prepared.ContinueWith(failed => failed.Exception, TaskContinuationOptions.OnlyOnFaulted);
            return await new SubmissionIntake(_limits).ReadAsync(SubmissionPath.Parts(path, _limits), cancellationToken) switch
            {
                IntakeResult.Refused refused => Refuse(refused),
                IntakeResult.Accepted accepted => await GradeAsync(grader, path, accepted, seed, cancellationToken),
                var unknown => throw new InvalidOperationException($"A closed set of cases grew: {unknown}."),
            };
        }
        catch (SandboxUnavailableException reason)
        {
            output.CannotSandbox(reason);
            return ExitCodes.CannotSandbox;
        }
        catch (RubricException wrong)
        {
            output.Faulted(wrong.Message);
            return ExitCodes.OurFault;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            output.Unreadable(unreadable.Message);
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }

    private int Refuse(IntakeResult.Refused refused)
    {
        output.Refused(refused);
        return ExitCodes.Refused;
    }

    private async Task<int> GradeAsync(Grader grader, string path, IntakeResult.Accepted accepted, ulong? seed, CancellationToken cancellationToken)
    {
        var request = new GradingRequest(
            pack, RubricFile.Load(pack), accepted.Language,
            [.. accepted.Files.Select(file => new Protocol.SourceFile(file.Path, file.Text))],
            seed ?? SeedOf(accepted));
        switch (await grader.GradeAsync(request, output.Progress, cancellationToken))
        {
            case GradingResult.Graded graded:
                output.Graded(new GradedSubmission(SubmissionPath.NameOf(path), accepted, graded.Evidence, graded.Scorecard, graded.Times));
                return graded.Evidence.Compile.Succeeded ? ExitCodes.Done : ExitCodes.Refused;
            case GradingResult.Faulted faulted:
                output.Faulted(faulted.Reason);
                return ExitCodes.OurFault;
            case var unknown:
                throw new InvalidOperationException($"A closed set of cases grew: {unknown}.");
        }
    }

    private static ulong SeedOf(IntakeResult.Accepted accepted) =>
        ulong.Parse(accepted.Sha256.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
