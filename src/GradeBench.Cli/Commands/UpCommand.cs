using System.CommandLine;
using GradeBench.Assessments;
using GradeBench.Cli.Output;
using GradeBench.Cli.Up;
using GradeBench.Core.Storage.Embedded;

namespace GradeBench.Cli.Commands;

/// <summary><c>gradebench up</c>: starts everything and keeps it running.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = "Port of the web pages on 127.0.0.1. By default the first free one from 5080." };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 65535)
            {
                result.AddError("--port must be from 1 to 65535.");
            }
        });
        var data = new Option<string?>("--data")
        {
            Description = "Folder for the database and the logs. By default /var/lib/gradebench for root, else ~/.local/share/gradebench.",
        };
        var demo = new Option<string?>("--demo")
        {
            Description = "Fill an empty database with the samples of this assessment only, to be ready sooner. By default with those of all.",
        };
        demo.AcceptOnlyFromAmong([.. AssessmentPacks.All.Select(pack => pack.Id)]);

        var command = new Command("up", """
            Starts the database, the web pages and a worker, and keeps them running until Ctrl-C.

            Without ConnectionStrings__GradeBench it starts a private PostgreSQL. When that is empty, the sample
            submissions are uploaded through the real form as generated demo data.
            """) { port, data, demo };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(port), parsed.GetValue(data), parsed.GetValue(demo), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int? port, string? data, string? demo, CancellationToken cancellationToken)
    {
        try
        {
            await using var installation = new Installation(Terminal.Output, TimeProvider.System);
            await installation.RunAsync(port, DataFolder.Choose(data), demo, cancellationToken);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Terminal.Output.Line("Stopped.");
            return ExitCodes.Done;
        }
        catch (Exception failure) when (failure is UpException or PostgresNotInstalledException or PostgresFailedException)
        {
            Terminal.Errors.Blank();
            foreach (var line in failure.Message.Split('\n'))
            {
                Terminal.Errors.Line(Span.Quoted(line.TrimEnd('\r')));
            }

            return ExitCodes.Refused;
        }
    }
}
