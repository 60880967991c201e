using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Candidates;

/// <summary>
/// Erases a person, in the caller's transaction: name, address, files and every text by or about them go; scores stay without
/// anybody they belong to.
/// </summary>
public sealed class PersonErasure(GradeBenchDbContext db, UploadErasure uploads, TimeProvider clock)
{
    /// <summary>Starting, uploading, answering, placing a hold and noting a message lock the same rows, so that nothing is added behind the erasure.</summary>
    internal async Task LockAsync(Guid candidateId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE candidate_id = {candidateId} ORDER BY id FOR UPDATE", cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM attempts WHERE candidate_id = {candidateId} FOR UPDATE", cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM candidates WHERE id = {candidateId} FOR NO KEY UPDATE", cancellationToken);
    }

    /// <param name="candidate">Tracked; what is changed of it the caller saves.</param>
    /// <returns>How many uploads were erased.</returns>
    internal async Task<int> EraseAsync(Candidate candidate, ErasureCause cause, CancellationToken cancellationToken)
    {
        var submissions = db.Submissions.Where(s => s.Attempt.CandidateId == candidate.Id);
        var count = await submissions.CountAsync(cancellationToken);
        await uploads.EraseFilesAsync(submissions, cause, cancellationToken);
        await uploads.EraseOutputAsync(submissions, cancellationToken);
        await EraseWordsAsync(candidate.Id, cause.Note, cancellationToken);
        var now = clock.GetUtcNow();
        (candidate.Name, candidate.Email) = ("Erased", $"erased-{candidate.Id:N}@erased.invalid");
        (candidate.TimeZone, candidate.ErasedAt) = (null, now);
        await db.Invitations.Where(i => i.CandidateId == candidate.Id && i.RevokedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.RevokedAt, now), cancellationToken);

        return count;
    }

    private async Task EraseWordsAsync(Guid candidateId, string note, CancellationToken cancellationToken)
    {
        var submissions = db.Submissions.Where(s => s.Attempt.CandidateId == candidateId);
        await db.Consents.Where(c => c.Invitation.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.AdjustmentRequests.Where(r => r.Invitation.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.PracticeRuns.Where(p => p.Invitation.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.RecheckRequests.Where(r => r.Submission.Attempt.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.StatedEfforts.Where(e => db.Attempts.Any(a => a.Id == e.AttemptId && a.CandidateId == candidateId)).ExecuteDeleteAsync(cancellationToken);
        await db.DeclaredPaths.Where(p => p.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.Decisions.Where(d => submissions.Any(s => s.Id == d.SubmissionId)).ExecuteUpdateAsync(d => d.SetProperty(x => x.Reason, note), cancellationToken);
        await db.DecisionProposals.Where(p => submissions.Any(s => s.Id == p.SubmissionId)).ExecuteUpdateAsync(p => p
            .SetProperty(x => x.Reason, note).SetProperty(x => x.SentBackReason, x => x.SentBackReason == null ? null : note), cancellationToken);
        await db.HireOutcomes.Where(o => o.Attempt.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewNotes.Where(n => submissions.Any(s => s.Id == n.Review.SubmissionId)).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewLevels.Where(l => db.Reviews.Any(r => r.Id == l.ReviewId && submissions.Any(s => s.Id == r.SubmissionId))).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reason, note), cancellationToken);
        await db.SettledLevels.Where(l => submissions.Any(s => s.Id == l.SubmissionId)).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reason, note), cancellationToken);
        await db.IdentityReveals.Where(r => r.Attempt.CandidateId == candidateId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Reason, note), cancellationToken);
        await db.OutgoingMails.Where(m => m.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.LegalHolds.Where(h => h.Invitation.CandidateId == candidateId).ExecuteUpdateAsync(h => h.SetProperty(x => x.Reason, note), cancellationToken);
    }
}
