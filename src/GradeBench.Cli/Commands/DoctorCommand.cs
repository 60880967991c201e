using System.CommandLine;
using GradeBench.Cli.Doctoring;
using GradeBench.Cli.Output;
using GradeBench.Grading;
using GradeBench.Sandbox;

namespace GradeBench.Cli.Commands;

/// <summary><c>gradebench doctor</c>: can this machine hold hostile programs?</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", """
            Examines whether this machine can run submissions safely. Every required check is an attack carried out in
            a real sandbox, with a control that shows the attack would work outside.

            Exit codes: 0 all required checks pass; 3 one does not, so nothing will be run here.
            """);
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hosts = Path.GetDirectoryName(HostLayout.Find().CompilerFolder)!;
            await using var grader = new Grader(new GradingOptions { WarmCompilers = 0, WarmCandidates = 0 });
            var doctor = new Doctor(Path.Combine(hosts, "probe"), extraChecks: _ => [PipelineCheck.Create(grader)]);
            return await new DoctorReport(Terminal.Output).WriteAsync(doctor.ExamineAsync(cancellationToken)) ? ExitCodes.Done : ExitCodes.CannotSandbox;
        }
        catch (SandboxUnavailableException unavailable)
        {
            Terminal.Errors.Paragraph(0, "", new(unavailable.Missing, Styles.Poor), unavailable.Remedy);
            return ExitCodes.CannotSandbox;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }
}
