using System.Buffers.Text;
using System.Security.Cryptography;
using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Users;

/// <summary>What administrators do with accounts. Nobody can lock the last administrator out, oneself included.</summary>
public sealed class UserAdministration(
    UserManager<User> users, UserAccounts accounts, GradeBenchDbContext db, AuditTrail audit)
{
    /// <summary>An account with a password that is shown once.</summary>
    public async Task<AccountOutcome> CreateAsync(string email, string displayName, string role, string actor, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not null)
        {
            return new AccountOutcome.Refused($"{email} has an account already.");
        }

        var password = NewPassword();
        try
        {
            await accounts.EnsureAsync(email, displayName, password, role, actor, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            return new AccountOutcome.Refused(exception.Message);
        }

        return new AccountOutcome.Done(password);
    }

    /// <summary>A new password that is shown once; every session of the account ends within a minute.</summary>
    public Task<AccountOutcome> ResetAsync(Guid id, string actor, CancellationToken cancellationToken) => ChangeAsync(id, async user =>
    {
        var password = NewPassword();
        Demand(await users.RemovePasswordAsync(user));
        Demand(await users.AddPasswordAsync(user, password));
        await users.SetLockoutEndDateAsync(user, user.IsDisabled ? User.DisabledUntil : null);
        await users.ResetAccessFailedCountAsync(user);
        audit.Add(actor, "user.password-reset", $"user {id}");
        return new AccountOutcome.Done(password);
    }, cancellationToken);

    /// <summary>Cannot sign in any more; open sessions end within a minute.</summary>
    public Task<AccountOutcome> DisableAsync(Guid id, string actor, CancellationToken cancellationToken) => ChangeAsync(id, async user =>
    {
        if (await IsLastAdminAsync(user, cancellationToken)) return LastAdmin;

        await users.SetLockoutEnabledAsync(user, true);
        await users.SetLockoutEndDateAsync(user, User.DisabledUntil);
        await users.UpdateSecurityStampAsync(user);
        audit.Add(actor, "user.disabled", $"user {id}");
        return new AccountOutcome.Done(null);
    }, cancellationToken);

    /// <summary>For somebody who lost phone and recovery codes: the password alone opens the account again, until they set up another.</summary>
    public Task<AccountOutcome> TakeSecondStepOffAsync(Guid id, string actor, CancellationToken cancellationToken) => ChangeAsync(id, async user =>
    {
        Demand(await users.ResetAuthenticatorKeyAsync(user));
        Demand(await users.SetTwoFactorEnabledAsync(user, false));
        audit.Add(actor, "user.second-step-taken-off", $"user {id}");
        return new AccountOutcome.Done(null);
    }, cancellationToken);

    public Task<AccountOutcome> EnableAsync(Guid id, string actor, CancellationToken cancellationToken) => ChangeAsync(id, async user =>
    {
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        audit.Add(actor, "user.enabled", $"user {id}");
        return new AccountOutcome.Done(null);
    }, cancellationToken);

    /// <param name="role">One of <see cref="RoleNames.All"/>; the account has that one afterwards.</param>
    public Task<AccountOutcome> SetRoleAsync(Guid id, string role, string actor, CancellationToken cancellationToken) => ChangeAsync(id, async user =>
    {
        if (!RoleNames.All.Contains(role)) return new AccountOutcome.Refused($"There is no role '{role}'.");

        var roles = await users.GetRolesAsync(user);
        if (role != RoleNames.Admin && roles.Contains(RoleNames.Admin) && await IsLastAdminAsync(user, cancellationToken)) return LastAdmin;

        Demand(await users.RemoveFromRolesAsync(user, roles.Where(r => r != role)));
        await accounts.GiveAsync(user, role, actor);
        await users.UpdateSecurityStampAsync(user);
        audit.Add(actor, "user.role-set", $"user {id}", new { role });
        return new AccountOutcome.Done(null);
    }, cancellationToken);

    private static AccountOutcome LastAdmin { get; } =
        new AccountOutcome.Refused("This is the last administrator who can sign in. Make another one first, or nobody could undo this.");

    private async Task<AccountOutcome> ChangeAsync(Guid id, Func<User, Task<AccountOutcome>> change, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return new AccountOutcome.Unknown();
        }

        // Two administrators who disable each other at the same moment must not both succeed.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('users', 0))", cancellationToken);
        var outcome = await change(user);
        if (outcome is AccountOutcome.Done)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private async Task<bool> IsLastAdminAsync(User user, CancellationToken cancellationToken)
    {
        var admins = await (
            from member in db.UserRoles
            join role in db.Roles on member.RoleId equals role.Id
            join other in db.Users on member.UserId equals other.Id
            where role.Name == RoleNames.Admin && other.Id != user.Id && !(other.LockoutEnd >= User.DisabledUntil)
            select other.Id).CountAsync(cancellationToken);
        return admins == 0 && await users.IsInRoleAsync(user, RoleNames.Admin);
    }

    /// <summary>144 random bits in a form that can be read out.</summary>
    private static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}

/// <summary>What came of changing an account: exactly one of the nested cases.</summary>
public abstract record AccountOutcome
{
    private AccountOutcome() { }

    /// <param name="Password">The new password, stored nowhere; null where there is none.</param>
    public sealed record Done(string? Password) : AccountOutcome;

    public sealed record Refused(string Reason) : AccountOutcome;

    public sealed record Unknown : AccountOutcome;
}
