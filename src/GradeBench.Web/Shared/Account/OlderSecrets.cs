using GradeBench.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Shared.Account;

/// <summary>
/// Makes what was stored readable before unreadable when the program starts: there are a few accounts, and none of them may have to
/// sign in first.
/// </summary>
internal sealed class OlderSecrets(IDbContextFactory<GradeBenchDbContext> contexts, IDataProtectionProvider protection) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.UserTokens.AsNoTracking()
            .Where(t => t.LoginProvider == SignInSecrets.Provider && (t.Name == SignInSecrets.SecretName || t.Name == SignInSecrets.CodesName) && t.Value != null)
            .ToListAsync(cancellationToken);
        foreach (var token in stored.Where(t => SignInSecrets.IsReadable(t.Name, t.Value!)))
        {
            var value = SignInSecrets.Unreadable(protection, token.UserId, token.Name, token.Value!);

            // Somebody may use a code, or set up another app, at this moment: what they store stands.
            await db.UserTokens
                .Where(t => t.UserId == token.UserId && t.LoginProvider == token.LoginProvider && t.Name == token.Name && t.Value == token.Value)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.Value, value), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
