using GradeBench.Core.Attempts;
using GradeBench.Core.Audit;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Adjustments;

/// <summary>Takes candidates' requests for other conditions and staff's answers. Neither is part of what is graded or reviewed.</summary>
public sealed class AdjustmentService(
    GradeBenchDbContext db, AuditTrail audit, IOptions<InvitationOptions> options, TimeProvider clock)
{
    /// <summary>The most that one answer grants.</summary>
    public const int MostPercent = 300;

    /// <inheritdoc cref="MostPercent"/>
    public const int MostMinutes = 7 * 24 * 60;

    private const int AnsweredShown = 50;

    /// <summary>Stores a request, one at a time for each invitation.</summary>
    /// <param name="token">The secret of the candidate's link.</param>
    /// <param name="reason">Optional; cut where it is longer than a page of text.</param>
    public async Task<RequestOutcome> RequestAsync(string token, int? wishedPercent, string? reason, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var invitation = await db.Invitations
            .FromSql($"SELECT * FROM invitations WHERE token_hash = {hash} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        if (invitation is null or { RevokedAt: not null })
        {
            return new RequestOutcome.Unknown();
        }

        if (await db.AdjustmentRequests.AnyAsync(r => r.InvitationId == invitation.Id && r.AnsweredAt == null, cancellationToken))
        {
            return new RequestOutcome.StillOpen();
        }

        var now = clock.GetUtcNow();
        var request = new AdjustmentRequest
        {
            Id = Guid.CreateVersion7(now),
            InvitationId = invitation.Id,
            WishedPercent = wishedPercent,
            Reason = Cut(reason),
            RequestedAt = now,
        };
        db.AdjustmentRequests.Add(request);

        // The wish and its reason are not in the trail: it is kept longer than they may be.
        audit.Add("candidate", "adjustment.requested", $"adjustment {request.Id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new RequestOutcome.Requested(request.Id);
    }

    /// <summary>The requests made with that link, the oldest first.</summary>
    public async Task<IReadOnlyList<OwnAdjustment>> FindOwnAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);

        return await db.AdjustmentRequests
            .Where(r => r.Invitation.TokenHash == hash && r.Invitation.RevokedAt == null)
            .OrderBy(r => r.RequestedAt)
            .Select(r => new OwnAdjustment(r.WishedPercent, r.Reason, r.RequestedAt, r.AnsweredAt != null, r.Percent, r.Minutes, r.Answer))
            .ToListAsync(cancellationToken);
    }

    /// <summary>What waits for an answer, the oldest first, then the latest answers.</summary>
    public async Task<IReadOnlyList<OpenAdjustment>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. await Views(db.AdjustmentRequests.Where(r => r.AnsweredAt == null).OrderBy(r => r.RequestedAt)).ToListAsync(cancellationToken),
        .. await Views(db.AdjustmentRequests.Where(r => r.AnsweredAt != null).OrderByDescending(r => r.AnsweredAt).Take(AnsweredShown)).ToListAsync(cancellationToken),
    ];

    /// <summary>
    /// Answers a request: percent and minutes of extra time, both 0 to decline. Before Start the time is added when the
    /// candidate starts; a sitting that runs, or has just ended, gets it at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More, or less, than one answer grants.</exception>
    public async Task<AnswerOutcome> AnswerAsync(
        Guid requestId, int percent, int minutes, string? answer, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, MostPercent);
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, MostMinutes);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.AdjustmentRequests.SingleOrDefaultAsync(r => r.Id == requestId, cancellationToken) is not { } request)
        {
            return new AnswerOutcome.Unknown();
        }

        // Pressing Start takes the same lock, so that extra time is added once: there or here.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE id = {request.InvitationId} FOR UPDATE", cancellationToken);
        await db.Entry(request).ReloadAsync(cancellationToken);
        if (request.AnsweredAt is not null)
        {
            return new AnswerOutcome.AnsweredBefore();
        }

        var now = clock.GetUtcNow();
        (request.AnsweredAt, request.AnsweredBy) = (now, actor);
        (request.Percent, request.Minutes, request.Answer) = (percent, minutes, Cut(answer));
        var attempt = await db.Attempts.SingleOrDefaultAsync(a => a.InvitationId == request.InvitationId, cancellationToken);
        if (attempt is not null)
        {
            attempt.Deadline = WorkTime.Extend(attempt.Deadline, WorkTime.Extra(options.Value.TimeToWork, percent, minutes), now);
        }

        audit.Add(actor, "adjustment.answered", $"adjustment {request.Id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new AnswerOutcome.Answered(attempt?.Deadline);
    }

    private static string? Cut(string? text) => FreeText.Of(text, AdjustmentRequest.LongestText);

    private static IQueryable<OpenAdjustment> Views(IQueryable<AdjustmentRequest> requests) => requests.Select(r => new OpenAdjustment(
        r.Id, r.Invitation.Candidate.Name, r.Invitation.Candidate.Email, r.Invitation.Assessment.Title, r.WishedPercent, r.Reason,
        r.RequestedAt, r.Invitation.Attempt == null ? null : r.Invitation.Attempt.Deadline, r.AnsweredAt, r.AnsweredBy, r.Percent, r.Minutes));
}
