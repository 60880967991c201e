namespace GradeBench.Core.Audit;

/// <summary>Whether the audit trail is as it was written: exactly one of the nested cases.</summary>
public abstract record AuditVerdict
{
    private AuditVerdict() { }

    /// <summary>Every entry fits the one before.</summary>
    /// <param name="Head">Hash of the last entry; write it down elsewhere and a cut-off end shows too.</param>
    public sealed record Intact(long Entries, string Head) : AuditVerdict;

    /// <summary>The first entry that does not fit: it, or one before it, was changed or removed.</summary>
    public sealed record Broken(long Sequence) : AuditVerdict;
}
