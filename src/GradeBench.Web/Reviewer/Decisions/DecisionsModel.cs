using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Decisions;

/// <summary>What was decided about an attempt, and the form for deciding again.</summary>
/// <param name="Made">The latest first; that one stands.</param>
/// <param name="Proposals">What waits for a second person, and what was sent back; the latest first.</param>
/// <param name="SecondApproval">Whether the assessment asks for a second person.</param>
/// <param name="MayDecide">Whether this is the upload that counts.</param>
public sealed record DecisionsModel(
    IReadOnlyList<MadeDecision> Made, IReadOnlyList<MadeProposal> Proposals, bool SecondApproval, string Reader, bool MayDecide, DecisionForm Form,
    IReadOnlyList<FieldError> Errors)
{
    internal static Task<List<MadeProposal>> ReadProposalsAsync(GradeBenchDbContext db, Guid submissionId, CancellationToken cancellationToken) =>
        (from submission in db.Submissions
         join proposal in db.DecisionProposals on submission.AttemptId equals proposal.AttemptId
         where submission.Id == submissionId && (proposal.State == ProposalState.Open || proposal.State == ProposalState.SentBack)
         orderby proposal.ProposedAt descending, proposal.Id descending
         select new MadeProposal(
             proposal.Id, proposal.Outcome, proposal.CriterionId, proposal.Reason, proposal.ProposedBy, proposal.ProposedAt,
             proposal.State, proposal.ClosedBy, proposal.SentBackReason))
        .ToListAsync(cancellationToken);

    internal static Task<List<MadeDecision>> ReadAsync(GradeBenchDbContext db, Guid submissionId, CancellationToken cancellationToken) =>
        (from submission in db.Submissions
         join decision in db.Decisions on submission.AttemptId equals decision.AttemptId
         where submission.Id == submissionId
         orderby decision.DecidedAt descending, decision.Id descending
         select new MadeDecision(decision.Outcome, decision.CriterionId, decision.Reason, decision.DecidedBy, decision.DecidedAt, decision.Submission.Number, decision.ApprovedBy))
        .ToListAsync(cancellationToken);
}

/// <param name="Upload">Number of the upload it was made on.</param>
public sealed record MadeDecision(DecisionOutcome Outcome, string CriterionId, string Reason, string By, DateTimeOffset At, int Upload, string? ApprovedBy);

public sealed record MadeProposal(
    Guid Id, DecisionOutcome Outcome, string CriterionId, string Reason, string By, DateTimeOffset At, ProposalState State, string? ClosedBy, string? SentBackReason);
