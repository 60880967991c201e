using GradeBench.Core.Audit;
using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Reviews;

/// <summary>Whose work it is, and whether the one who asks may be shown it.</summary>
/// <param name="Shown">True after a decision, when it was revealed to the one who asks, or when nothing is left to hide.</param>
/// <param name="Erased">Whether the candidate had their data erased: name, address and files are stand-ins.</param>
/// <param name="Revealed">Everybody who looked before there was a decision.</param>
public sealed record CandidateIdentity(
    Guid AttemptId, string Name, string Email, bool Decided, bool Shown, bool Erased, IReadOnlyList<IdentityReveal> Revealed);

/// <summary>Keeps reviews blind: a name is shown after a decision, or before it to somebody who says why, which is written down.</summary>
public sealed class IdentityReveals(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Null when there is no such submission. Name and address are for masking code even when they are not shown.</summary>
    public async Task<CandidateIdentity?> FindAsync(Guid submissionId, string reader, CancellationToken cancellationToken)
    {
        var found = await db.Submissions
            .Where(s => s.Id == submissionId)
            .Select(s => new
            {
                s.AttemptId,
                s.Attempt.Candidate.Name,
                s.Attempt.Candidate.Email,
                Erased = s.Attempt.Candidate.ErasedAt != null,
                Decision = db.Decisions.Where(d => d.AttemptId == s.AttemptId)
                    .OrderByDescending(d => d.DecidedAt).ThenByDescending(d => d.Id).Select(d => (DecisionOutcome?)d.Outcome).FirstOrDefault(),
                Revealed = db.IdentityReveals.Where(r => r.AttemptId == s.AttemptId).OrderBy(r => r.RevealedAt).ToList(),
            })
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        // Whoever puts a candidate on hold has not decided yet, and neither has anybody after them.
        var decided = found.Decision is DecisionOutcome.Advance or DecisionOutcome.Decline;

        var shown = decided || found.Erased || found.Revealed.Any(r => r.RevealedTo == reader);

        return new(found.AttemptId, found.Name, found.Email, decided, shown, found.Erased, found.Revealed);
    }

    /// <summary>Shows it to the actor from now on. False when there is no such submission.</summary>
    /// <exception cref="ArgumentException">The reason is missing or too long.</exception>
    public async Task<bool> RevealAsync(Guid submissionId, string reason, string actor, CancellationToken cancellationToken)
    {
        if (reason.Trim().Length is < IdentityReveal.ShortestReason or > IdentityReveal.LongestReason)
        {
            throw new ArgumentException($"A reason has {IdentityReveal.ShortestReason} to {IdentityReveal.LongestReason} characters.", nameof(reason));
        }

        var attempt = await db.Submissions.Where(s => s.Id == submissionId).Select(s => (Guid?)s.AttemptId).SingleOrDefaultAsync(cancellationToken);
        if (attempt is null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        db.IdentityReveals.Add(new IdentityReveal
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = attempt.Value,
            RevealedTo = actor,
            Reason = reason.Trim(),
            RevealedAt = now,
        });
        audit.Add(actor, "identity.revealed", $"attempt {attempt}", new { submission = submissionId, reasonSha256 = Sha256Hex.Of(System.Text.Encoding.UTF8.GetBytes(reason.Trim())) });
        await db.SaveChangesAsync(cancellationToken);

        return true;
    }
}
