using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Decisions;

/// <summary>An attempt that can be decided on.</summary>
/// <param name="SecondApproval">Whether its assessment asks for a second person.</param>
internal sealed record Decidable(Guid AttemptId, Guid CandidateId, Guid RubricVersionId, bool SecondApproval);

/// <summary>Writes decisions that count, with everything that counts them. Both ways to one end here.</summary>
public sealed class DecisionRecord(GradeBenchDbContext db, CountedDecisions counted, CountedEndings endings, AuditTrail audit, TimeProvider clock)
{
    internal async Task<(Decidable? Found, DecideOutcome? Refused)> FindAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        var found = await db.Submissions
            .Where(s => s.Id == submissionId)
            .Select(s => new
            {
                s.AttemptId,
                s.Attempt.CandidateId,
                s.Attempt.Assessment.SecondApproval,
                Last = s.Attempt.Submissions.OrderByDescending(other => other.Number).First().Id,
                Rubric = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number).Select(r => r.RubricVersionId).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);

        return found switch
        {
            null => (null, new DecideOutcome.Unknown()),
            { Last: var last } when last != submissionId => (null, new DecideOutcome.Superseded(last)),
            { Rubric: { } rubric } => (new(found.AttemptId, found.CandidateId, rubric, found.SecondApproval), null),
            _ => (null, new DecideOutcome.NotGraded()),
        };
    }

    /// <summary>Adds the decision that stands from now on. Needs <see cref="CountedDecisions.LockAsync"/> in the same transaction.</summary>
    /// <param name="approvedBy">The second person; null where none is asked for.</param>
    internal async Task<Guid> AddAsync(Decidable found, NewDecision made, string decidedBy, string? approvedBy, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var decision = new Decision
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = found.AttemptId,
            SubmissionId = made.SubmissionId,
            RubricVersionId = found.RubricVersionId,
            Outcome = made.Outcome,
            CriterionId = made.CriterionId,
            Reason = made.Reason.Trim(),
            DecidedBy = decidedBy,
            DecidedAt = now,
            ApprovedBy = approvedBy,
        };
        db.Decisions.Add(decision);

        // The reason is the candidate's personal data and may have to be erased; the trail keeps what proves it unchanged.
        audit.Add(decidedBy, "decision.made", $"attempt {found.AttemptId}", new
        {
            decision = decision.Id,
            submission = made.SubmissionId,
            outcome = made.Outcome.ToString(),
            criterion = made.CriterionId,
            approvedBy,
            reasonSha256 = Sha256Hex.Of(Encoding.UTF8.GetBytes(decision.Reason)),
        });
        await db.SaveChangesAsync(cancellationToken);
        await counted.CountAsync(found.CandidateId, decision, cancellationToken);
        await endings.CountAsync(found.AttemptId, cancellationToken);

        return decision.Id;
    }
}
