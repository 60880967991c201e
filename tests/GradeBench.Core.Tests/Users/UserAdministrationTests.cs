using GradeBench.Core.Users;
using GradeBench.TestKit.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Users;

public sealed class UserAdministrationTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task An_account_is_made_with_a_password_that_works_and_is_stored_nowhere()
    {
        var password = Assert.IsType<AccountOutcome.Done>(await CreateAsync("first@example.com", RoleNames.Admin)).Password!;

        Assert.True(await App.UseAsync((UserManager<User> users) => CheckAsync(users, "first@example.com", password)));
        Assert.IsType<AccountOutcome.Refused>(await CreateAsync("first@example.com", RoleNames.Admin));
        Assert.DoesNotContain(password, string.Concat(await App.ReadAsync(db => db.AuditEntries.Select(e => e.Details).ToListAsync(CancellationToken))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrator_is_neither_disabled_nor_made_a_reviewer()
    {
        await CreateAsync("first@example.com", RoleNames.Admin);
        await CreateAsync("reviewer@example.com", RoleNames.Reviewer);
        var first = await IdAsync("first@example.com");

        Assert.IsType<AccountOutcome.Refused>(await UseAsync(users => users.DisableAsync(first, "first@example.com", CancellationToken)));
        Assert.IsType<AccountOutcome.Refused>(await UseAsync(users => users.SetRoleAsync(first, RoleNames.Reviewer, "first@example.com", CancellationToken)));

        await CreateAsync("second@example.com", RoleNames.Admin);
        Assert.IsType<AccountOutcome.Done>(await UseAsync(users => users.DisableAsync(first, "second@example.com", CancellationToken)));
        var second = await IdAsync("second@example.com");
        Assert.IsType<AccountOutcome.Refused>(await UseAsync(users => users.DisableAsync(second, "second@example.com", CancellationToken)));
    }

    [Fact]
    public async Task A_role_takes_the_place_of_the_one_before()
    {
        await CreateAsync("first@example.com", RoleNames.Admin);
        await CreateAsync("other@example.com", RoleNames.Reviewer);
        var other = await IdAsync("other@example.com");

        await UseAsync(users => users.SetRoleAsync(other, RoleNames.Admin, "first@example.com", CancellationToken));

        Assert.Equal([RoleNames.Admin], await App.UseAsync(async (UserManager<User> users) => await users.GetRolesAsync((await users.FindByEmailAsync("other@example.com"))!)));
    }

    [Fact]
    public async Task A_new_password_ends_the_old_one_and_does_not_let_a_disabled_account_in()
    {
        var old = Assert.IsType<AccountOutcome.Done>(await CreateAsync("other@example.com", RoleNames.Reviewer)).Password!;
        var id = await IdAsync("other@example.com");
        await UseAsync(users => users.DisableAsync(id, "first@example.com", CancellationToken));

        var fresh = Assert.IsType<AccountOutcome.Done>(await UseAsync(users => users.ResetAsync(id, "first@example.com", CancellationToken))).Password!;

        Assert.False(await App.UseAsync((UserManager<User> users) => CheckAsync(users, "other@example.com", old)));
        Assert.True(await App.UseAsync((UserManager<User> users) => CheckAsync(users, "other@example.com", fresh)));
        Assert.True(await App.ReadAsync(async db => (await db.Users.SingleAsync(u => u.Id == id, CancellationToken)).IsDisabled));
    }

    private static async Task<bool> CheckAsync(UserManager<User> users, string email, string password) =>
        await users.CheckPasswordAsync((await users.FindByEmailAsync(email))!, password);

    private Task<AccountOutcome> CreateAsync(string email, string role) =>
        UseAsync(users => users.CreateAsync(email, "Generated user", role, "test", CancellationToken));

    private Task<AccountOutcome> UseAsync(Func<UserAdministration, Task<AccountOutcome>> use) => App.UseAsync(use);

    private Task<Guid> IdAsync(string email) => App.ReadAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(CancellationToken));
}
