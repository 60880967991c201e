using System.CommandLine;
using System.Data.Common;
using GradeBench.Cli.Output;
using GradeBench.Cli.Up;
using GradeBench.Core.Storage;
using GradeBench.Core.Storage.Embedded;
using GradeBench.Core.Users;

namespace GradeBench.Cli.Commands;

/// <summary><c>gradebench user add EMAIL</c>: the first administrator of a database, who then makes the other accounts in the web.</summary>
internal static class UserCommand
{
    public static Command Create()
    {
        var email = new Argument<string>("EMAIL") { Description = "The address to sign in with." };
        var name = new Option<string?>("--name") { Description = "The name shown to others. By default the part before the @." };
        var role = new Option<string>("--role") { Description = "Admin or Reviewer.", DefaultValueFactory = _ => RoleNames.Admin };
        var data = new Option<string?>("--data") { Description = "Folder of the private database, as for up." };

        var add = new Command("add", """
            Makes an account and prints its password once. Uses the database that ConnectionStrings__GradeBench names.

            Exit codes: 0 made; 1 refused, or the database cannot be opened.
            """) { email, name, role, data };
        add.SetAction((parsed, cancellationToken) => AddAsync(
            parsed.GetValue(email)!, parsed.GetValue(name), parsed.GetValue(role)!, parsed.GetValue(data), cancellationToken));
        return new Command("user", "Accounts of reviewers and administrators.") { add };
    }

    private static async Task<int> AddAsync(string email, string? name, string role, string? data, CancellationToken cancellationToken)
    {
        try
        {
            DataFolder.Choose(data);
            var configuration = EnvironmentConfiguration.Read();
            await using var database = await GradeBenchDatabase.OpenAsync(configuration, TimeProvider.System, cancellationToken);
            await using var core = new CoreAccess(database.ConnectionString, configuration);
            await core.MigrateAsync(cancellationToken);
            var outcome = await core.UseAsync<UserAdministration, AccountOutcome>(users =>
                users.CreateAsync(email, name ?? email.Split('@')[0], role, "command line", cancellationToken));
            if (outcome is not AccountOutcome.Done { Password: { } password })
            {
                Terminal.Errors.Paragraph(0, "", Span.Quoted(outcome is AccountOutcome.Refused refused ? refused.Reason : "The account was not made."));
                return ExitCodes.Refused;
            }

            Terminal.Output.Paragraph(0, "", Span.Quoted($"{email} can sign in as {role}. The password is shown this once: {password}"));
            return ExitCodes.Done;
        }
        catch (Exception failure) when (failure is PostgresNotInstalledException or PostgresFailedException or IOException or UnauthorizedAccessException)
        {
            Terminal.Errors.Paragraph(0, "", Span.Quoted(failure.Message));
            return ExitCodes.Refused;
        }
        catch (Exception failure) when ((failure as DbException ?? failure.InnerException as DbException) is not null)
        {
            // A database that does not answer comes as it is or wrapped.
            var cause = failure as DbException ?? failure.InnerException!;
            Terminal.Errors.Paragraph(0, "", Span.Quoted($"The database cannot be opened: {cause.Message}. Check ConnectionStrings__GradeBench."));
            return ExitCodes.Refused;
        }
    }
}
