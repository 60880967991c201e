using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Core.Users;

/// <summary>What people do with their own accounts. Whether it is them was asked before.</summary>
public sealed class OwnAccount(UserManager<User> users, GradeBenchDbContext db, AuditTrail audit)
{
    public const int RecoveryCodes = 10;

    /// <summary>Another password; every session made before ends within a minute.</summary>
    public Task<AccountOutcome> ChangePasswordAsync(User user, string current, string wanted, CancellationToken cancellationToken) =>
        ChangeAsync(user, "user.password-changed", () => users.ChangePasswordAsync(user, current, wanted), cancellationToken);

    /// <summary>A new secret for an authenticator app. Nothing asks for its codes before <see cref="TurnOnAsync"/>.</summary>
    public Task BeginAsync(User user) => users.ResetAuthenticatorKeyAsync(user);

    /// <summary>Asks for a code at every sign-in from now on. The recovery codes, or null when the code is not of the secret.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(User user, string code, CancellationToken cancellationToken)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return null;
        }

        IEnumerable<string>? codes = null;
        await ChangeAsync(user, "user.second-step-on", async () =>
        {
            codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
            return await users.SetTwoFactorEnabledAsync(user, true);
        }, cancellationToken);
        return codes?.ToList();
    }

    /// <summary>Recovery codes in the place of those there were.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(User user, CancellationToken cancellationToken)
    {
        IEnumerable<string>? codes = null;
        await ChangeAsync(user, "user.recovery-codes-renewed", async () =>
        {
            codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
            return IdentityResult.Success;
        }, cancellationToken);
        return [.. codes!];
    }

    public Task<AccountOutcome> TurnOffAsync(User user, CancellationToken cancellationToken) => ChangeAsync(user, "user.second-step-off", async () =>
    {
        await users.ResetAuthenticatorKeyAsync(user);
        return await users.SetTwoFactorEnabledAsync(user, false);
    }, cancellationToken);

    public Task<AccountOutcome> AddPasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        ChangeAsync(user, "user.passkey-added", () => users.AddOrUpdatePasskeyAsync(user, passkey), cancellationToken);

    /// <summary>Signs in with it no more; every session made before ends within a minute.</summary>
    public Task<AccountOutcome> RemovePasskeyAsync(User user, byte[] credential, CancellationToken cancellationToken) =>
        ChangeAsync(user, "user.passkey-removed", async () =>
        {
            await users.RemovePasskeyAsync(user, credential);
            return await users.UpdateSecurityStampAsync(user);
        }, cancellationToken);

    private async Task<AccountOutcome> ChangeAsync(User user, string action, Func<Task<IdentityResult>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await change();
        if (!result.Succeeded)
        {
            return new AccountOutcome.Refused(string.Join(" ", result.Errors.Select(e => e.Description)));
        }

        audit.Add(user.UserName!, action, $"user {user.Id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AccountOutcome.Done(null);
    }
}
