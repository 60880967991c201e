using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Candidates;

/// <summary>What came of erasing: exactly one of the nested cases.</summary>
public abstract record EraseOutcome
{
    private EraseOutcome() { }

    public sealed record Erased : EraseOutcome;

    /// <summary>An upload is being graded; nothing was erased.</summary>
    public sealed record Busy : EraseOutcome;

    public sealed record Unknown : EraseOutcome;
}

/// <summary>
/// Erases a person: name, address, files and every text by or about them go; scores stay without anybody they belong to.
/// The audit trail keeps that it was done, and nothing of what was erased.
/// </summary>
public sealed class CandidateErasure(GradeBenchDbContext db, BlobStore blobs, MailFolder mail, AuditTrail audit, TimeProvider clock)
{
    private const string Gone = "Erased at the candidate's request.";

    /// <param name="token">The secret of any of the person's links; none opens anything afterwards.</param>
    public async Task<EraseOutcome> EraseAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var candidate = await db.Invitations
            .Where(i => i.TokenHash == hash && i.RevokedAt == null).Select(i => i.Candidate).SingleOrDefaultAsync(cancellationToken);
        if (candidate is null)
        {
            return new EraseOutcome.Unknown();
        }

        // Starting, uploading and answering lock the same rows, so that nothing is added behind this.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE candidate_id = {candidate.Id} FOR UPDATE", cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM attempts WHERE candidate_id = {candidate.Id} FOR UPDATE", cancellationToken);
        var submissions = db.Submissions.Where(s => s.Attempt.CandidateId == candidate.Id);
        if (await db.Runs.AnyAsync(r => submissions.Any(s => s.Id == r.SubmissionId) && r.FinishedAt == null, cancellationToken))
        {
            return new EraseOutcome.Busy();
        }

        var address = candidate.Email;
        var uploads = await EraseUploadsAsync(submissions, cancellationToken);
        await EraseWordsAsync(candidate.Id, cancellationToken);
        var now = clock.GetUtcNow();
        (candidate.Name, candidate.Email) = ("Erased", $"erased-{candidate.Id:N}@erased.invalid");
        (candidate.TimeZone, candidate.ErasedAt) = (null, now);
        await db.Invitations.Where(i => i.CandidateId == candidate.Id && i.RevokedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.RevokedAt, now), cancellationToken);
        audit.Add("candidate", "candidate.erased", $"candidate {candidate.Id}", new { uploads });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mail.DeleteTo(address);

        return new EraseOutcome.Erased();
    }

    private async Task<int> EraseUploadsAsync(IQueryable<Submission> submissions, CancellationToken cancellationToken)
    {
        var erased = await submissions.Select(s => new { s.Id, s.Sha256 }).ToListAsync(cancellationToken);
        var results = await db.RunResults.Where(r => db.Runs.Any(run => run.Id == r.RunId && submissions.Any(s => s.Id == run.SubmissionId))).ToListAsync(cancellationToken);
        foreach (var result in results)
        {
            var stripped = RunResult.Of(result.RunId, ErasedResult.Of(result.ReadEvidence()), ErasedResult.Of(result.ReadScorecard()));
            await db.RunResults.Where(r => r.RunId == result.RunId).ExecuteUpdateAsync(r => r
                .SetProperty(x => x.EvidenceJson, stripped.EvidenceJson).SetProperty(x => x.ScorecardJson, stripped.ScorecardJson), cancellationToken);
        }

        // All erased uploads are the same bytes: an archive like any other, so that no page has to know.
        var stub = new SourceFile("Erased.cs", $"// {Gone}\n", Sha256: "");
        IReadOnlyList<SubmittedFile> none = [new(stub.Path, Encoding.UTF8.GetByteCount(stub.Text))];
        var empty = await blobs.AddAsync(CanonicalArchive.Write([stub]), cancellationToken);
        await submissions.ExecuteUpdateAsync(s => s
            .SetProperty(x => x.Sha256, empty).SetProperty(x => x.FileName, (string?)null).SetProperty(x => x.Files, none), cancellationToken);
        var hashes = erased.Select(s => s.Sha256).Where(sha => sha != empty).Distinct().ToList();

        // Bytes that somebody else uploaded too, or that are a starter, are not this person's alone.
        await db.Blobs
            .Where(b => hashes.Contains(b.Sha256) && !db.Submissions.Any(s => s.Sha256 == b.Sha256) && !db.PackVersions.Any(p => p.StarterSha256 == b.Sha256))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Runs.Where(r => submissions.Any(s => s.Id == r.SubmissionId)).ExecuteUpdateAsync(r => r.SetProperty(x => x.LastFault, (string?)null), cancellationToken);

        return erased.Count;
    }

    private async Task EraseWordsAsync(Guid candidateId, CancellationToken cancellationToken)
    {
        var submissions = db.Submissions.Where(s => s.Attempt.CandidateId == candidateId);
        await db.Consents.Where(c => c.Invitation.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.AdjustmentRequests.Where(r => r.Invitation.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.PracticeRuns.Where(p => p.Invitation.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.RecheckRequests.Where(r => r.Submission.Attempt.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.DeclaredPaths.Where(p => p.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.Decisions.Where(d => submissions.Any(s => s.Id == d.SubmissionId)).ExecuteUpdateAsync(d => d.SetProperty(x => x.Reason, Gone), cancellationToken);
        await db.HireOutcomes.Where(o => o.Attempt.CandidateId == candidateId).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewNotes.Where(n => submissions.Any(s => s.Id == n.Review.SubmissionId)).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewLevels.Where(l => db.Reviews.Any(r => r.Id == l.ReviewId && submissions.Any(s => s.Id == r.SubmissionId))).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reason, Gone), cancellationToken);
        await db.SettledLevels.Where(l => submissions.Any(s => s.Id == l.SubmissionId)).ExecuteUpdateAsync(l => l.SetProperty(x => x.Reason, Gone), cancellationToken);
        await db.IdentityReveals.Where(r => r.Attempt.CandidateId == candidateId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Reason, Gone), cancellationToken);
    }
}
