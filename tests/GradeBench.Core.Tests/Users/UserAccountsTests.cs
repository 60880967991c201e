using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Core.Tests.Users;

public sealed class UserAccountsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_account_is_made_once_and_keeps_its_password()
    {
        await EnsureAsync("reviewer@example.com", "a long pass phrase", RoleNames.Reviewer);
        await EnsureAsync("reviewer@example.com", "another pass phrase", RoleNames.Admin);

        await _app.UseAsync(async (UserManager<User> users) =>
        {
            var user = (await users.FindByEmailAsync("reviewer@example.com"))!;
            Assert.True(await users.CheckPasswordAsync(user, "a long pass phrase"));
            Assert.Equal([RoleNames.Admin, RoleNames.Reviewer], (await users.GetRolesAsync(user)).Order());
        });
    }

    [Fact]
    public async Task A_short_password_is_refused_in_words()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => EnsureAsync("short@example.com", "short", RoleNames.Admin));

        Assert.Contains("at least 12", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_nobody_knows_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => EnsureAsync("x@example.com", "a long pass phrase", "Root"));
    }

    private Task EnsureAsync(string email, string password, string role) =>
        _app.UseAsync((UserAccounts a) => a.EnsureAsync(email, "Generated Person", password, role, "test", CancellationToken));
}
