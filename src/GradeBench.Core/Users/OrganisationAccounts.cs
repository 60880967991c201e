using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Core.Users;

/// <summary>Somebody as an organisation's sign-in (OpenID Connect) describes them.</summary>
/// <param name="Provider">The name of the sign-in among those there are.</param>
/// <param name="Key">Who it is there: issuer and subject.</param>
/// <param name="Email">Null when none was told, or the provider does not vouch for it.</param>
public sealed record OrganisationMember(string Provider, string Key, string? Email, string? Name);

/// <summary>Finds or makes the accounts of people whom an organisation signs in. None gets a role by that.</summary>
public sealed class OrganisationAccounts(UserManager<User> users, GradeBenchDbContext db, AuditTrail audit)
{
    private const int LongestName = 200;

    /// <summary>Ties the account with that address to the member; makes one, without password and role, where there is none.</summary>
    /// <returns>True when it was made now.</returns>
    /// <exception cref="ArgumentException">No address is vouched for.</exception>
    public async Task<bool> TieAsync(OrganisationMember member, CancellationToken cancellationToken)
    {
        var email = member.Email ?? throw new ArgumentException("An account is tied by an address, and none is vouched for.", nameof(member));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await users.FindByEmailAsync(email);
        var made = user is null;
        if (user is null)
        {
            var name = member.Name is { Length: > 0 and <= LongestName } told && !told.Any(char.IsControl) ? told : email;
            user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, DisplayName = name };
            Demand(await users.CreateAsync(user));
            audit.Add(member.Provider, "user.created", $"user {user.Id}", new { email });
        }

        Demand(await users.AddLoginAsync(user, new UserLoginInfo(member.Provider, member.Key, member.Provider)));
        audit.Add(member.Provider, "user.login-tied", $"user {user.Id}", new { key = member.Key });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made;
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}
