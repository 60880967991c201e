using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tokens;

/// <summary>Issues tokens, finds them by their secret and revokes them.</summary>
public sealed class ApiTokens(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    public static TimeSpan LongestValidity { get; } = TimeSpan.FromDays(366);

    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    /// <param name="scopes">Out of <see cref="ApiScopes.All"/>; at least one.</param>
    /// <param name="validFor">Up to <see cref="LongestValidity"/>.</param>
    /// <exception cref="ArgumentException">The name, a scope or the validity is none that a token can have.</exception>
    public async Task<IssuedToken> IssueAsync(
        string name, IReadOnlyCollection<string> scopes, TimeSpan validFor, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > ApiToken.LongestName || scopes.Count == 0 || scopes.Except(ApiScopes.All).Any() || validFor <= TimeSpan.Zero || validFor > LongestValidity)
        {
            throw new ArgumentException("A token has a short name, scopes that exist, and ends within a year.", nameof(scopes));
        }

        var now = clock.GetUtcNow();
        var secret = "gb_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var token = new ApiToken
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Hash = Hash(secret),
            Beginning = secret[..9],
            Scopes = [.. scopes.Distinct().Order(StringComparer.Ordinal)],
            CreatedBy = actor,
            CreatedAt = now,
            ExpiresAt = now + validFor,
        };
        db.ApiTokens.Add(token);
        audit.Add(actor, "token.issued", $"token {token.Id}", new { token.Name, token.Scopes, token.ExpiresAt });
        await db.SaveChangesAsync(cancellationToken);

        return new IssuedToken(token.Id, secret, token.ExpiresAt);
    }

    /// <summary>The token with that secret, if it can be used now; and notes that it was.</summary>
    public async Task<ApiToken?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Hash(secret);
        var now = clock.GetUtcNow();
        var token = await db.ApiTokens.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Hash == hash && t.RevokedAt == null && t.ExpiresAt > now, cancellationToken);

        // Not every request has to write.
        if (token is not null && (token.LastUsedAt is null || now - token.LastUsedAt >= UseResolution))
        {
            await db.ApiTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), cancellationToken);
        }

        return token;
    }

    /// <summary>At once and for good. False when there is no such token or it was revoked before.</summary>
    public async Task<bool> RevokeAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var revoked = await db.ApiTokens.Where(t => t.Id == id && t.RevokedAt == null)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, now), cancellationToken);
        if (revoked == 0)
        {
            return false;
        }

        audit.Add(actor, "token.revoked", $"token {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <param name="Secret">Stored nowhere: it must reach its holder now.</param>
public sealed record IssuedToken(Guid Id, string Secret, DateTimeOffset ExpiresAt);
