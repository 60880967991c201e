using System.Globalization;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace GradeBench.Core.Users;

/// <summary>
/// Checks the codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds). One code opens one door once: whoever
/// reads it over a shoulder comes too late.
/// </summary>
public sealed class AuthenticatorCodes(GradeBenchDbContext db, TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    // A phone's clock may be half a minute off in either direction.
    private static readonly VerificationWindow Tolerance = new(previous: 1, future: 1);

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    /// <summary>Nothing is sent to anybody: the app makes the code.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            return false;
        }

        var totp = new Totp(Base32Encoding.ToBytes(key));
        return totp.VerifyTotp(clock.GetUtcNow().UtcDateTime, token, out var step, Tolerance) && await UseAsync(user.Id, step);
    }

    /// <summary>False when that code, or a later one, was used before. The database decides, because two requests may bring it at once.</summary>
    private async Task<bool> UseAsync(Guid user, long step)
    {
        var value = step.ToString(CultureInfo.InvariantCulture);
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO user_tokens (user_id, login_provider, name, value) VALUES ({user}, 'GradeBench', 'authenticator-step', {value})
            ON CONFLICT (user_id, login_provider, name) DO UPDATE SET value = EXCLUDED.value
            WHERE user_tokens.value::bigint < EXCLUDED.value::bigint
            """) == 1;
    }
}
