using GradeBench.Assessments;
using GradeBench.Cli.Output;
using GradeBench.Grading;
using GradeBench.Rubrics;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Packs;

/// <summary>Proves packs one after the other and says what came of it.</summary>
/// <param name="packs">Which packs.</param>
/// <param name="repetitions">How often each reference is graded.</param>
/// <param name="reports">Folder for the reports; null for the environment's, if any.</param>
internal sealed class PackVerification(IReadOnlyList<AssessmentPack> packs, int repetitions, string? reports)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (ProofFolder.Above(AppContext.BaseDirectory) is not { } checkout)
        {
            Terminal.Errors.Paragraph(0, "", "A pack is proved with its mutants and samples, which are in a checkout only. Run ./gradebench pack verify there.");
            return ExitCodes.Usage;
        }

        try
        {
            return await VerifyAllAsync(checkout, cancellationToken);
        }
        catch (SandboxUnavailableException reason)
        {
            Terminal.Errors.Paragraph(0, "", Span.Quoted(reason.Message));
            return ExitCodes.CannotSandbox;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or RubricException)
        {
            Terminal.Errors.Paragraph(0, "", Span.Quoted(wrong.Message));
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }

    private async Task<int> VerifyAllAsync(ProofFolder checkout, CancellationToken cancellationToken)
    {
        // Submissions that are wrong are mostly waited for, so a few more of them at a time than there are cores.
        var places = Environment.ProcessorCount + 2;
        await using var grader = new Grader(new GradingOptions { WarmCandidates = 6 });
        await grader.PrepareAsync(cancellationToken);
        var verifier = new PackVerifier(grader, places);
        var passed = true;
        foreach (var pack in packs)
        {
            var status = new VerificationStatus(pack.Id);
            var report = await verifier.VerifyAsync(checkout.Read(pack), repetitions, status, cancellationToken);
            status.Clear();
            new PackReportPage(Terminal.Output).Write(report);
            if (PackReportFiles.Write(report, reports) is { } file) Terminal.Output.Paragraph(0, "", Span.Quoted($"Report: {file}"));
            Terminal.Output.Blank();
            passed &= report.Passed;
        }

        return passed ? ExitCodes.Done : ExitCodes.Refused;
    }
}
