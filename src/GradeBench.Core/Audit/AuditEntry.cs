namespace GradeBench.Core.Audit;

/// <summary>
/// One change somebody may have to answer for. Entries are only ever added: the database chains each to the one before
/// by hash and refuses to change or delete any.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Counts from 1 without gaps. Given by the database.</summary>
    public long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: a user's name, <c>candidate</c> or <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, for example <c>invitation.revoked</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what, for example <c>invitation 0198…</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What else to know, as JSON.</summary>
    public required string Details { get; init; }

    /// <summary>Hash of the entry before; empty for the first. Given by the database.</summary>
    public byte[] PreviousHash { get; init; } = [];

    /// <summary>SHA-256 over this entry and <see cref="PreviousHash"/>. Given by the database.</summary>
    public byte[] Hash { get; init; } = [];
}
