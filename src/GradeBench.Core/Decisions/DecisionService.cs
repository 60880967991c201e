using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Decisions;

/// <summary>A decision as a reviewer makes it.</summary>
/// <param name="CriterionId">The criterion of the rubric the reason is about.</param>
/// <param name="Reason">Between <see cref="Decision.ShortestReason"/> and <see cref="Decision.LongestReason"/> characters.</param>
public sealed record NewDecision(Guid SubmissionId, DecisionOutcome Outcome, string CriterionId, string Reason);

/// <summary>Records decisions.</summary>
public sealed class DecisionService(GradeBenchDbContext db, CountedDecisions counted, CountedEndings endings, AuditTrail audit, TimeProvider clock)
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
        var found = await db.Submissions
            .Where(s => s.Id == made.SubmissionId)
            .Select(s => new
            {
                s.AttemptId,
                s.Attempt.CandidateId,
                Last = s.Attempt.Submissions.OrderByDescending(other => other.Number).First().Id,
                Rubric = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number).Select(r => r.RubricVersionId).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        switch (found)
        {
            case null:
                return new DecideOutcome.Unknown();
            case { Last: var last } when last != made.SubmissionId:
                return new DecideOutcome.Superseded(last);
            case { Rubric: null }:
                return new DecideOutcome.NotGraded();
        }

        var now = clock.GetUtcNow();
        var decision = new Decision
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = found.AttemptId,
            SubmissionId = made.SubmissionId,
            RubricVersionId = found.Rubric.Value,
            Outcome = made.Outcome,
            CriterionId = made.CriterionId,
            Reason = made.Reason.Trim(),
            DecidedBy = actor,
            DecidedAt = now,
        };
        db.Decisions.Add(decision);

        // The reason is the candidate's personal data and may have to be erased; the trail keeps what proves it unchanged.
        audit.Add(actor, "decision.made", $"attempt {found.AttemptId}", new
        {
            decision = decision.Id,
            submission = made.SubmissionId,
            outcome = made.Outcome.ToString(),
            criterion = made.CriterionId,
            reasonSha256 = Sha256Hex.Of(System.Text.Encoding.UTF8.GetBytes(decision.Reason)),
        });
        await db.SaveChangesAsync(cancellationToken);
        await counted.CountAsync(found.CandidateId, decision, cancellationToken);
        await endings.CountAsync(found.AttemptId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new DecideOutcome.Decided(decision.Id);
    }
}
