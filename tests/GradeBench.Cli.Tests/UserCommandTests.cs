using System.Text.RegularExpressions;
using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Cli.Tests;

public sealed class UserCommandTests(TestPostgres postgres) : IClassFixture<TestPostgres>, IAsyncLifetime
{
    private readonly TestDatabase _database = new(postgres);

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_first_administrator_can_sign_in_with_the_printed_password_and_is_made_once()
    {
        var added = await RunAsync("user", "add", "first@example.com", "--name", "First Admin");
        var again = await RunAsync("user", "add", "first@example.com");

        Assert.Equal((0, ""), (added.ExitCode, added.Errors));
        var printed = Regex.Match(added.Output.ReplaceLineEndings(" "), @"shown this once:\s+(\S+)").Groups[1].Value;
        await using var app = new CoreApp(_database);
        await app.UseAsync(async (UserManager<User> users) =>
        {
            var user = (await users.FindByEmailAsync("first@example.com"))!;
            Assert.Equal("First Admin", user.DisplayName);
            Assert.True(await users.CheckPasswordAsync(user, printed), added.Output);
            Assert.Equal([RoleNames.Admin], await users.GetRolesAsync(user));
        });
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("has an account already", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_none_and_a_database_that_is_not_there_are_refused_in_a_sentence()
    {
        var role = await RunAsync("user", "add", "other@example.com", "--role", "Owner");
        var away = await GradebenchProgram.RunAsync(["user", "add", "other@example.com"], ("ConnectionStrings__GradeBench", "Host=/no/such/socket;Database=none"));

        Assert.Equal((1, 1), (role.ExitCode, away.ExitCode));
        Assert.Contains("There is no role", role.Errors, StringComparison.Ordinal);
        Assert.Contains("database", away.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", away.Errors, StringComparison.Ordinal);
    }

    private Task<GradebenchProgram.Ending> RunAsync(params string[] arguments) =>
        GradebenchProgram.RunAsync(arguments, ("ConnectionStrings__GradeBench", _database.ConnectionString));
}
