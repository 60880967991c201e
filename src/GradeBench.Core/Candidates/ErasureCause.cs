namespace GradeBench.Core.Candidates;

/// <summary>Why something is erased, which stands where it was.</summary>
/// <param name="Note">What is read in its place.</param>
/// <param name="KeepsReceipts">Whether the hash of what was received stays, so that its receipt can still be checked.</param>
public sealed record ErasureCause(string Note, bool KeepsReceipts)
{
    /// <summary>The person wants nothing to be left, not even that somebody with the file can show that it was sent.</summary>
    public static ErasureCause Candidate { get; } = new("Erased at the candidate's request.", KeepsReceipts: false);

    /// <summary>The person has not asked for it, and may want to prove one day that something was sent.</summary>
    public static ErasureCause Retention { get; } = new("Deleted under the retention policy.", KeepsReceipts: true);
}
