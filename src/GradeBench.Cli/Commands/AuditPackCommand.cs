using System.CommandLine;
using GradeBench.Cli.Output;
using GradeBench.Cli.Up;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Export;
using GradeBench.Core.Storage;
using GradeBench.Core.Storage.Embedded;

namespace GradeBench.Cli.Commands;

/// <summary><c>gradebench audit-pack FILE</c>: what the cohort page shows, for somebody who wants to check it.</summary>
internal static class AuditPackCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The zip archive to write; one that exists is replaced." };
        var assessment = new Option<string?>("--assessment") { Description = "Which assessment. By default the first by title." };
        var period = new Option<string?>("--period") { Description = "One quarter, for example 2026-Q2. By default all time." };
        var generated = new Option<bool>("--generated") { Description = "The generated demo data instead of people who submitted." };
        var data = new Option<string?>("--data") { Description = "Folder of the private database, as for up." };

        var command = new Command("audit-pack", """
            Writes the cohort page's numbers with counts, formulas, versions, hashes and a script that computes each anew.

            Exit codes: 0 written; 1 there is no such sample, or the database or the file cannot be opened.
            """) { file, assessment, period, generated, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!,
            new CohortQuestion(
                parsed.GetValue(assessment),
                Population: parsed.GetValue(generated) ? Population.Generated : Population.Submissions,
                Quarter: parsed.GetValue(period)),
            parsed.GetValue(data),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, CohortQuestion question, string? data, CancellationToken cancellationToken)
    {
        try
        {
            DataFolder.Choose(data);
            var configuration = EnvironmentConfiguration.Read();
            await using var database = await GradeBenchDatabase.OpenAsync(configuration, TimeProvider.System, cancellationToken);
            await using var core = new CoreAccess(database.ConnectionString, configuration);
            await core.MigrateAsync(cancellationToken);
            var study = await core.UseAsync<CohortStudies, CohortStudy?>(studies => studies.ReadAsync(question, cancellationToken));
            if (study is null)
            {
                Terminal.Errors.Paragraph(0, "", "There is no such assessment or period here. The cohort page offers those there are.");
                return ExitCodes.Refused;
            }

            await File.WriteAllBytesAsync(file, AuditPack.Write(study, TimeProvider.System.GetUtcNow()), cancellationToken);
            Terminal.Output.Paragraph(0, "", Span.Quoted($"Written to {file}. Unpacked, `python3 recompute.py` checks every number of it."));
            return ExitCodes.Done;
        }
        catch (Exception failure) when (failure is PostgresNotInstalledException or PostgresFailedException or IOException or UnauthorizedAccessException)
        {
            Terminal.Errors.Paragraph(0, "", Span.Quoted(failure.Message));
            return ExitCodes.Refused;
        }
    }
}
