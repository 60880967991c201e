using GradeBench.Core.Attempts;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Submissions;

/// <summary>Stores uploads and has them graded.</summary>
public sealed class SubmissionService(
    GradeBenchDbContext db, BlobStore blobs, RunRequests requests, IOptions<SubmissionOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Stores the bytes, the submission and its queued run in one transaction, then hands the run to the job engine. Once
    /// this returned a receipt the run will be graded even if the engine was away: the reconciler finds it.
    /// </summary>
    public async Task<ReceiveOutcome> ReceiveAsync(NewSubmission upload, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The lock numbers concurrent uploads of one attempt and keeps them below the limit together.
        var attempt = await db.Attempts
            .FromSql($"SELECT * FROM attempts WHERE id = {upload.AttemptId} FOR UPDATE")
            .Include(a => a.PackVersion)
            .Include(a => a.Invitation)
            .SingleOrDefaultAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (attempt is null || attempt.Invitation.RevokedAt is not null)
        {
            return new ReceiveOutcome.NotOpen();
        }

        if (now > attempt.Deadline)
        {
            return new ReceiveOutcome.TooLate(attempt.Deadline);
        }

        var earlier = await db.Submissions.CountAsync(s => s.AttemptId == attempt.Id, cancellationToken);
        if (earlier >= options.Value.MaxPerAttempt)
        {
            return new ReceiveOutcome.TooMany(options.Value.MaxPerAttempt);
        }

        var submission = await AddAsync(upload, number: earlier + 1, now, cancellationToken);
        var run = requests.Add(submission.Id, number: 1);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await requests.HandOverAsync(run.Id, cancellationToken);

        return new ReceiveOutcome.Received(Receipt(attempt, submission, run.Id, upload.Content.Length));
    }

    private async Task<Submission> AddAsync(NewSubmission upload, int number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = upload.AttemptId,
            Number = number,
            Sha256 = await blobs.AddAsync(upload.Content, cancellationToken),
            FileName = upload.FileName,
            Language = upload.Language,
            Files = upload.Files,
            ReceivedAt = now,
        };
        db.Submissions.Add(submission);

        return submission;
    }

    private static SubmissionReceipt Receipt(Attempt attempt, Submission submission, Guid runId, long bytes) =>
        new(submission.Id, runId, submission.Number, submission.Sha256, bytes, submission.ReceivedAt,
            attempt.PackVersion.Version, submission.Files);
}
