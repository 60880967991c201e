using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Decisions;

/// <summary>A decision as a reviewer makes it.</summary>
/// <param name="CriterionId">The criterion of the rubric the reason is about.</param>
/// <param name="Reason">Between <see cref="Decision.ShortestReason"/> and <see cref="Decision.LongestReason"/> characters.</param>
public sealed record NewDecision(Guid SubmissionId, DecisionOutcome Outcome, string CriterionId, string Reason);

/// <summary>Takes decisions: records them, or, where an assessment asks for a second person, lets them wait for one.</summary>
public sealed class DecisionService(GradeBenchDbContext db, DecisionRecord record, CountedDecisions counted, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Adds a decision; the latest one of an attempt is the one that stands.</summary>
    /// <param name="actor">The user's name.</param>
    /// <exception cref="ArgumentException">The reason or its criterion is missing or too long.</exception>
    public async Task<DecideOutcome> DecideAsync(NewDecision made, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(made.CriterionId);
        if (made.Reason.Trim().Length is < Decision.ShortestReason or > Decision.LongestReason)
        {
            throw new ArgumentException($"A reason has {Decision.ShortestReason} to {Decision.LongestReason} characters.", nameof(made));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await counted.LockAsync(cancellationToken);
        var (found, refused) = await record.FindAsync(made.SubmissionId, cancellationToken);
        if (found is null)
        {
            return refused!;
        }

        // Whatever is said now takes the place of what nobody has approved yet.
        var now = clock.GetUtcNow();
        await db.DecisionProposals.Where(p => p.AttemptId == found.AttemptId && p.State == ProposalState.Open)
            .ExecuteUpdateAsync(p => p
                .SetProperty(x => x.State, ProposalState.Replaced).SetProperty(x => x.ClosedBy, actor).SetProperty(x => x.ClosedAt, now), cancellationToken);

        // Whoever puts a candidate on hold decides nothing, so nobody has to approve it.
        DecideOutcome outcome = found.SecondApproval && made.Outcome != DecisionOutcome.Hold
            ? new DecideOutcome.Proposed(await ProposeAsync(found, made, actor, now, cancellationToken))
            : new DecideOutcome.Decided(await record.AddAsync(found, made, actor, approvedBy: null, cancellationToken));
        await transaction.CommitAsync(cancellationToken);

        return outcome;
    }

    private async Task<Guid> ProposeAsync(Decidable found, NewDecision made, string actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var proposal = new DecisionProposal
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = found.AttemptId,
            SubmissionId = made.SubmissionId,
            Outcome = made.Outcome,
            CriterionId = made.CriterionId,
            Reason = made.Reason.Trim(),
            ProposedBy = actor,
            ProposedAt = now,
        };
        db.DecisionProposals.Add(proposal);
        audit.Add(actor, "decision.proposed", $"attempt {found.AttemptId}", new
        {
            proposal = proposal.Id,
            submission = made.SubmissionId,
            outcome = made.Outcome.ToString(),
            criterion = made.CriterionId,
            reasonSha256 = Sha256Hex.Of(Encoding.UTF8.GetBytes(proposal.Reason)),
        });
        await db.SaveChangesAsync(cancellationToken);

        return proposal.Id;
    }
}
