using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Core.Users;

/// <summary>Makes accounts and gives them roles.</summary>
public sealed class UserAccounts(
    UserManager<User> users, RoleManager<IdentityRole<Guid>> roles, GradeBenchDbContext db, AuditTrail audit)
{
    /// <summary>Makes an account unless there is one with that address, and sees that it has the role.</summary>
    /// <param name="role">One of <see cref="RoleNames.All"/>.</param>
    /// <exception cref="InvalidOperationException">The address, password or role was refused; the message says why.</exception>
    public async Task EnsureAsync(
        string email, string displayName, string password, string role, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await users.FindByEmailAsync(email);
        if (user is null)
        {
            user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, DisplayName = displayName };
            Demand(await users.CreateAsync(user, password), $"The account {email} was not made");
            audit.Add(actor, "user.created", $"user {user.Id}", new { email });
        }

        await GiveAsync(user, role, actor);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Sees that the account has the role; the entry in the trail is stored with what the context saves next.</summary>
    internal async Task GiveAsync(User user, string role, string actor)
    {
        if (await users.IsInRoleAsync(user, role))
        {
            return;
        }

        await EnsureRoleAsync(role);
        Demand(await users.AddToRoleAsync(user, role), $"The account {user.Email} was not given the role {role}");
        audit.Add(actor, "user.role-given", $"user {user.Id}", new { role });
    }

    private async Task EnsureRoleAsync(string role)
    {
        if (!RoleNames.All.Contains(role))
        {
            throw new InvalidOperationException($"There is no role '{role}'. The roles are {string.Join(" and ", RoleNames.All)}.");
        }

        if (!await roles.RoleExistsAsync(role))
        {
            Demand(await roles.CreateAsync(new IdentityRole<Guid>(role) { Id = Guid.CreateVersion7() }), $"The role {role} was not made");
        }
    }

    private static void Demand(IdentityResult result, string failure)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{failure}: {string.Join(" ", result.Errors.Select(error => error.Description))}");
        }
    }
}
