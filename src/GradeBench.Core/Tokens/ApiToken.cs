namespace GradeBench.Core.Tokens;

/// <summary>What a program signs in with. Only the secret's hash is stored.</summary>
public sealed class ApiToken
{
    public const int LongestName = 100;

    public required Guid Id { get; init; }

    /// <summary>Which program it is for, for administrators and the audit trail.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret: 256 random bits, so that nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The secret's beginning, by which its holder can tell tokens apart.</summary>
    public required string Beginning { get; init; }

    /// <summary>What it may do; see <see cref="ApiScopes"/>.</summary>
    public required string[] Scopes { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
