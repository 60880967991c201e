using GradeBench.Core.Invitations;
using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GradeBench.Core.Practice;

/// <summary>An upload to try, as it passed intake.</summary>
public sealed record NewPractice(
    string Token, ReadOnlyMemory<byte> Content, string Language, IReadOnlyList<SubmittedFile> Files, IReadOnlyList<IgnoredFile> Ignored);

/// <summary>A try that this worker holds.</summary>
public sealed record ClaimedPractice(Guid Id, string PackId, ReadOnlyMemory<byte> Content, string Language);

/// <summary>
/// Tries uploads in the sandbox for nothing but the candidate's eyes: as often as wanted, never scored, never listed for
/// anybody else.
/// </summary>
public sealed partial class PracticeService(GradeBenchDbContext db, IJobEngine jobs, TimeProvider clock, ILogger<PracticeService> logger)
{
    /// <summary>A candidate sees the latest; older ones are forgotten.</summary>
    public const int Kept = 20;

    /// <summary>A try that took that many workers down is given up.</summary>
    internal const int MaxClaims = 3;

    // Compiling and a handful of tests end long before; a worker that died is given up after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Queues a try: of the assessment while its sitting runs, of the warm-up before Start. Its id; null when the link opens
    /// nothing, or its sitting has ended.
    /// </summary>
    public async Task<Guid?> RequestAsync(NewPractice practice, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(practice.Token);
        var now = clock.GetUtcNow();
        var invitation = await db.Invitations
            .Where(i => i.TokenHash == hash && i.RevokedAt == null)
            .Where(i => i.Attempt == null ? i.ExpiresAt > now : i.Attempt.Deadline >= now)
            .Select(i => new { i.Id, i.AssessmentId, Started = i.Attempt != null })
            .SingleOrDefaultAsync(cancellationToken);
        if (invitation is null)
        {
            return null;
        }

        var run = new PracticeRun
        {
            Id = Guid.CreateVersion7(now),
            InvitationId = invitation.Id,
            PackId = invitation.Started ? invitation.AssessmentId : WarmUp.PackId,
            Content = practice.Content.ToArray(),
            Language = practice.Language,
            Files = practice.Files,
            Ignored = practice.Ignored,
            RequestedAt = now,
            EnqueuedAt = now,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.PracticeRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        var newest = db.PracticeRuns.Where(p => p.InvitationId == invitation.Id).OrderByDescending(p => p.RequestedAt).ThenByDescending(p => p.Id).Take(Kept).Select(p => p.Id);
        await db.PracticeRuns.Where(p => p.InvitationId == invitation.Id && !newest.Contains(p.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        try
        {
            await jobs.EnqueueAsync(Job.Practice(run.Id), cancellationToken);
        }
        catch (JobEngineUnavailableException exception)
        {
            // The try is stored, so it is only late: the reconciler hands it over again.
            Log.NotHandedOver(logger, exception, run.Id);
        }

        return run.Id;
    }

    /// <summary>A try made with that link; null when there is none.</summary>
    public Task<PracticeRun?> FindOwnAsync(string token, Guid id, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);

        return db.PracticeRuns.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == id && p.Invitation.TokenHash == hash && p.Invitation.RevokedAt == null, cancellationToken);
    }

    /// <summary>The tries made with that link, the latest first, without their bytes.</summary>
    public async Task<IReadOnlyList<PracticeSummary>> ListOwnAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);

        return await db.PracticeRuns
            .Where(p => p.Invitation.TokenHash == hash && p.Invitation.RevokedAt == null)
            .OrderByDescending(p => p.RequestedAt).ThenByDescending(p => p.Id)
            .Select(p => new PracticeSummary(p.Id, p.PackId, p.RequestedAt, p.FinishedAt, p.Result))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Takes a try for this worker; null when it is held, has ended or was given up.</summary>
    public async Task<ClaimedPractice?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var claimed = await db.PracticeRuns
            .Where(p => p.Id == id && p.FinishedAt == null && p.Claims < MaxClaims && (p.LeasedUntil == null || p.LeasedUntil < now))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.LeasedUntil, now + Lease).SetProperty(x => x.Claims, x => x.Claims + 1), cancellationToken);

        return claimed == 0
            ? null
            : await db.PracticeRuns.Where(p => p.Id == id).Select(p => new ClaimedPractice(p.Id, p.PackId, p.Content!, p.Language)).SingleAsync(cancellationToken);
    }

    /// <summary>Ends a try and forgets its bytes. Without a result it ended in a fault of ours.</summary>
    public async Task EndAsync(Guid id, PracticeResult? result, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db.PracticeRuns
            .Where(p => p.Id == id && p.FinishedAt == null)
            .ExecuteUpdateAsync(p => p
                .SetProperty(x => x.FinishedAt, now)
                .SetProperty(x => x.Result, result)
                .SetProperty(x => x.Content, (byte[]?)null), cancellationToken);
        await RunChannel.AnnounceAsync(db, id, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Practice run {PracticeId} is stored but the job engine did not take it; the reconciler will hand it over.")]
        public static partial void NotHandedOver(ILogger logger, Exception exception, Guid practiceId);
    }
}

/// <param name="FinishedAt">Null while it runs.</param>
/// <param name="Result">Null while it runs, and when it ended in a fault of ours.</param>
public sealed record PracticeSummary(Guid Id, string PackId, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, PracticeResult? Result);
