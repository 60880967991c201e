using System.Security.Cryptography;
using GradeBench.Core.Storage;
using GradeBench.Core.Users;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace GradeBench.Web.Shared.Account;

/// <summary>
/// Stores accounts so that who reads the database, or a copy of it, cannot sign in: secrets of authenticator apps are encrypted
/// with keys that are not in it, recovery codes are hashed (ADR 0047). What was stored readable before is still understood.
/// </summary>
internal sealed partial class SignInSecrets(GradeBenchDbContext db, IDataProtectionProvider protection, ILogger<SignInSecrets> logger)
    : UserStore<User, IdentityRole<Guid>, GradeBenchDbContext, Guid>(db)
{
    /// <summary>The names the framework stores both under.</summary>
    public const string Provider = "[AspNetUserStore]";

    public const string SecretName = "AuthenticatorKey";

    public const string CodesName = "RecoveryCodes";

    private const string Protected = "protected:";

    public static bool IsReadable(string name, string value) =>
        name == SecretName ? !value.StartsWith(Protected, StringComparison.Ordinal) : !HashedRecoveryCodes.Are(value);

    /// <summary>The form that cannot be read, of a secret or of codes that are separated by semicolons.</summary>
    public static string Unreadable(IDataProtectionProvider protection, Guid user, string name, string value) => name == SecretName
        ? Protected + Protector(protection, user).Protect(value)
        : HashedRecoveryCodes.Of(value.Split(';', StringSplitOptions.RemoveEmptyEntries));

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, SecretName, Unreadable(protection, user.Id, SecretName, key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken)
    {
        var stored = await GetTokenAsync(user, Provider, SecretName, cancellationToken);
        if (stored is null || IsReadable(SecretName, stored)) return stored;

        try
        {
            return Protector(protection, user.Id).Unprotect(stored[Protected.Length..]);
        }
        catch (CryptographicException lost)
        {
            // No code of an app fits then; recovery codes still do, because they need no key.
            Log.Unreadable(logger, lost, user.Id);
            return null;
        }
    }

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, CodesName, HashedRecoveryCodes.Of(recoveryCodes), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        if (await CodesAsync(user, cancellationToken) is not { } stored || HashedRecoveryCodes.Without(stored, code) is not { } left) return false;

        await SetTokenAsync(user, Provider, CodesName, left, cancellationToken);
        return true;
    }

    public override async Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) =>
        await CodesAsync(user, cancellationToken) is { } stored ? HashedRecoveryCodes.Count(stored) : 0;

    private async Task<string?> CodesAsync(User user, CancellationToken cancellationToken) =>
        await GetTokenAsync(user, Provider, CodesName, cancellationToken) is { } stored
            ? IsReadable(CodesName, stored) ? Unreadable(protection, user.Id, CodesName, stored) : stored
            : null;

    // Bound to the account: a secret copied into another row opens nothing.
    private static IDataProtector Protector(IDataProtectionProvider protection, Guid user) =>
        protection.CreateProtector("GradeBench.AuthenticatorSecret", user.ToString());

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error,
            "The authenticator secret of user {User} cannot be read with the keys there are. Put the folder of the keys back (Keys:Folder), or have an administrator take the second step off.")]
        public static partial void Unreadable(ILogger logger, Exception exception, Guid user);
    }
}
