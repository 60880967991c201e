using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Decisions;

/// <summary>The second person's word on a proposed decision, and the setting that asks for one.</summary>
public sealed class DecisionApproval(
    GradeBenchDbContext db, DecisionRecord record, CountedDecisions counted, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Lets a proposal count. Never by whoever made it.</summary>
    /// <param name="submissionId">The upload the approver read.</param>
    public async Task<ApprovalOutcome> ApproveAsync(Guid submissionId, Guid proposalId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await counted.LockAsync(cancellationToken);
        var (proposal, refused) = await FindAsync(submissionId, proposalId, actor, cancellationToken);
        if (proposal is null)
        {
            return refused!;
        }

        var (found, refusal) = await record.FindAsync(submissionId, cancellationToken);
        if (found is null)
        {
            return refusal is DecideOutcome.Superseded later ? new ApprovalOutcome.Superseded(later.LastSubmissionId) : new ApprovalOutcome.Unknown();
        }

        Close(proposal, ProposalState.Approved, actor);
        audit.Add(actor, "decision.approved", $"attempt {proposal.AttemptId}", new { proposal = proposal.Id, proposedBy = proposal.ProposedBy });
        var made = new NewDecision(submissionId, proposal.Outcome, proposal.CriterionId, proposal.Reason);
        var decision = await record.AddAsync(found, made, proposal.ProposedBy, approvedBy: actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new ApprovalOutcome.Approved(decision);
    }

    /// <summary>Says why a proposal should not count. What it proposed stays to be read.</summary>
    /// <exception cref="ArgumentException">The reason is missing or too long.</exception>
    public async Task<ApprovalOutcome> SendBackAsync(Guid submissionId, Guid proposalId, string reason, string actor, CancellationToken cancellationToken)
    {
        var text = reason.Trim();
        if (text.Length is < Decision.ShortestReason or > Decision.LongestReason)
        {
            throw new ArgumentException($"A reason has {Decision.ShortestReason} to {Decision.LongestReason} characters.", nameof(reason));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await counted.LockAsync(cancellationToken);
        var (proposal, refused) = await FindAsync(submissionId, proposalId, actor, cancellationToken);
        if (proposal is null)
        {
            return refused!;
        }

        Close(proposal, ProposalState.SentBack, actor);
        proposal.SentBackReason = text;
        audit.Add(actor, "decision.sent-back", $"attempt {proposal.AttemptId}", new { proposal = proposal.Id, reasonSha256 = Sha256Hex.Of(Encoding.UTF8.GetBytes(text)) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new ApprovalOutcome.SentBack();
    }

    /// <summary>Whether decisions on an assessment need a second person from now on. False when there is no such assessment.</summary>
    public async Task<bool> AskForItAsync(string assessmentId, bool asked, string actor, CancellationToken cancellationToken)
    {
        if (await db.Assessments.SingleOrDefaultAsync(a => a.Id == assessmentId, cancellationToken) is not { } assessment)
        {
            return false;
        }

        if (assessment.SecondApproval != asked)
        {
            assessment.SecondApproval = asked;
            audit.Add(actor, "assessment.second-approval", $"assessment {assessmentId}", new { asked });
            await db.SaveChangesAsync(cancellationToken);
        }

        return true;
    }

    private async Task<(DecisionProposal? Proposal, ApprovalOutcome? Refused)> FindAsync(
        Guid submissionId, Guid proposalId, string actor, CancellationToken cancellationToken) =>
        await db.DecisionProposals.SingleOrDefaultAsync(p => p.Id == proposalId && p.SubmissionId == submissionId, cancellationToken) switch
        {
            null => (null, new ApprovalOutcome.Unknown()),
            { State: not ProposalState.Open } => (null, new ApprovalOutcome.Closed()),
            var own when own.ProposedBy == actor => (null, new ApprovalOutcome.Own()),
            var proposal => (proposal, null),
        };

    private void Close(DecisionProposal proposal, ProposalState state, string actor) =>
        (proposal.State, proposal.ClosedBy, proposal.ClosedAt) = (state, actor, clock.GetUtcNow());
}
