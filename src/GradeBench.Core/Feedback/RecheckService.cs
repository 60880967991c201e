using GradeBench.Core.Audit;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GradeBench.Core.Feedback;

/// <summary>What came of asking for another look: exactly one of the nested cases.</summary>
public abstract record RecheckOutcome
{
    private RecheckOutcome() { }

    public sealed record Requested(Guid Id) : RecheckOutcome;

    /// <summary>It was asked for before; each criterion is looked at again once.</summary>
    public sealed record RequestedBefore : RecheckOutcome;

    /// <summary>The reason is missing.</summary>
    public sealed record NoReason : RecheckOutcome;

    /// <summary>No such upload, or its feedback is not released, or the rubric has no such criterion.</summary>
    public sealed record Unknown : RecheckOutcome;
}

/// <summary>A request as whoever answers sees it: without the person.</summary>
public sealed record OpenRecheck(
    Guid Id, Guid SubmissionId, string Assessment, string CriterionId, string Reason, DateTimeOffset RequestedAt,
    DateTimeOffset? AnsweredAt, string? AnsweredBy, string? Answer, bool Agreed);

/// <summary>Takes candidates' wishes that a person looks again at one criterion, and the answers.</summary>
public sealed class RecheckService(GradeBenchDbContext db, FeedbackService feedback, AuditTrail audit, TimeProvider clock)
{
    private const int AnsweredShown = 50;

    /// <summary>Stores a request, once for each criterion of an upload.</summary>
    /// <param name="token">The secret of the candidate's link.</param>
    /// <param name="number">The upload's.</param>
    public async Task<RecheckOutcome> RequestAsync(
        string token, int number, string criterionId, string? reason, CancellationToken cancellationToken)
    {
        if (FreeText.Of(reason, RecheckRequest.LongestText) is not { } text)
        {
            return new RecheckOutcome.NoReason();
        }

        var hash = InvitationToken.Hash(token);
        var found = await db.Submissions
            .Where(s => s.Number == number && s.Attempt.Invitation.TokenHash == hash && s.Attempt.Invitation.RevokedAt == null)
            .Select(s => new
            {
                s.Id,
                s.Attempt.Deadline,
                ReleasedAt = s.Attempt.FeedbackRelease == null ? null : (DateTimeOffset?)s.Attempt.FeedbackRelease.ReleasedAt,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || feedback.StateOf(found.ReleasedAt, found.Deadline) is not FeedbackState.Released
            || (await db.Runs.FindStandingAsync(found.Id, cancellationToken))?.Result is not { } result
            || result.ReadScorecard().Criteria.All(c => c.Id != criterionId))
        {
            return new RecheckOutcome.Unknown();
        }

        var now = clock.GetUtcNow();
        var request = new RecheckRequest
        {
            Id = Guid.CreateVersion7(now),
            SubmissionId = found.Id,
            CriterionId = criterionId,
            Reason = text,
            RequestedAt = now,
        };
        db.RecheckRequests.Add(request);
        audit.Add("candidate", "recheck.requested", $"submission {found.Id}", new { recheck = request.Id, criterion = criterionId });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new RecheckOutcome.RequestedBefore();
        }

        return new RecheckOutcome.Requested(request.Id);
    }

    /// <summary>What waits for an answer, the oldest first, then the latest answers.</summary>
    public async Task<IReadOnlyList<OpenRecheck>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. await Views(db.RecheckRequests.Where(r => r.AnsweredAt == null).OrderBy(r => r.RequestedAt)).ToListAsync(cancellationToken),
        .. await Views(db.RecheckRequests.Where(r => r.AnsweredAt != null).OrderByDescending(r => r.AnsweredAt).Take(AnsweredShown)).ToListAsync(cancellationToken),
    ];

    /// <summary>The requests about one upload.</summary>
    public async Task<IReadOnlyList<OpenRecheck>> ListOfAsync(Guid submissionId, CancellationToken cancellationToken) =>
        await Views(db.RecheckRequests.Where(r => r.SubmissionId == submissionId).OrderBy(r => r.RequestedAt)).ToListAsync(cancellationToken);

    /// <summary>Answers a request, once. False when there is none, it was answered before, or the answer says nothing.</summary>
    /// <param name="agreed">Whether the candidate was right. What follows for the score is an act of its own.</param>
    public async Task<bool> AnswerAsync(Guid id, bool agreed, string? answer, string actor, CancellationToken cancellationToken)
    {
        if (FreeText.Of(answer, RecheckRequest.LongestText) is not { } text)
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var answered = await db.RecheckRequests
            .Where(r => r.Id == id && r.AnsweredAt == null)
            .ExecuteUpdateAsync(r => r
                .SetProperty(x => x.AnsweredAt, now).SetProperty(x => x.AnsweredBy, actor)
                .SetProperty(x => x.Answer, text).SetProperty(x => x.Agreed, agreed), cancellationToken);
        if (answered == 0)
        {
            return false;
        }

        var submission = await db.RecheckRequests.Where(r => r.Id == id).Select(r => r.SubmissionId).SingleAsync(cancellationToken);
        audit.Add(actor, "recheck.answered", $"submission {submission}", new { recheck = id, agreed });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    private static IQueryable<OpenRecheck> Views(IQueryable<RecheckRequest> requests) => requests.Select(r => new OpenRecheck(
        r.Id, r.SubmissionId, r.Submission.Attempt.Assessment.Title, r.CriterionId, r.Reason, r.RequestedAt,
        r.AnsweredAt, r.AnsweredBy, r.Answer, r.Agreed));
}
