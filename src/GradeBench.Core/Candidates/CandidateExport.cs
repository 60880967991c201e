using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using GradeBench.Core.Adjustments;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Receipts;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Candidates;

/// <summary>
/// Everything that is kept about whoever holds a link, as an archive: one JSON file and the uploads as they were stored.
/// Results are in it from the deadline on; what hidden tests looked for only as far as feedback tells it.
/// </summary>
public sealed class CandidateExport(
    GradeBenchDbContext db, AdjustmentService adjustments, LearningPathDeclaration paths, FeedbackService feedback, FeedbackReader reader,
    StatedEfforts efforts, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // A file to be kept and read, never a part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The archive (zip) of one invitation; null when the token opens nothing.</summary>
    /// <param name="token">The secret of the candidate's link.</param>
    public async Task<byte[]?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        var invitation = await db.Invitations.AsNoTracking()
            .Where(i => i.TokenHash == hash && i.RevokedAt == null)
            .Include(i => i.Candidate)
            .Include(i => i.Attempt!.FeedbackRelease)
            .Include(i => i.Attempt!.Submissions).ThenInclude(s => s.Content)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellationToken);
        if (invitation is null)
        {
            return null;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            About = "Everything GradeBench keeps about you for this invitation. Times are in UTC.",
            WrittenAt = clock.GetUtcNow(),
            Person = new { invitation.Candidate.Name, invitation.Candidate.Email, invitation.Candidate.TimeZone },
            Invitation = new { invitation.AssessmentId, invitation.CreatedAt, invitation.ExpiresAt, invitation.Attempt?.StartedAt, invitation.Attempt?.Deadline },
            LearningPath = (await paths.FindOwnAsync(token, cancellationToken))?.ToString(),
            StatedHours = await efforts.FindOwnAsync(token, cancellationToken),
            Agreements = await db.Consents.Where(c => c.InvitationId == invitation.Id).OrderBy(c => c.At)
                .Select(c => new { Purpose = c.Purpose.ToString(), c.Given, c.At, c.WordingSha256 }).ToListAsync(cancellationToken),
            Adjustments = await adjustments.FindOwnAsync(token, cancellationToken),
            Messages = (await db.OutgoingMails.Where(m => m.CandidateId == invitation.CandidateId).OrderBy(m => m.CreatedAt)
                    .Select(m => new { m.Subject, m.Text, m.AttachmentName, m.CreatedAt, m.SentAt }).ToListAsync(cancellationToken))
                .Select(m => m with { Text = m.Text.Replace(OutgoingMail.LinkPlace, "[your personal link]", StringComparison.Ordinal) }),
            KeptForALegalReasonSince = await db.LegalHolds.Where(h => h.InvitationId == invitation.Id && h.LiftedAt == null)
                .Select(h => (DateTimeOffset?)h.PlacedAt).SingleOrDefaultAsync(cancellationToken),
            Uploads = await UploadsAsync(invitation, cancellationToken),
            Outcomes = invitation.Attempt is { } ended
                ? (await db.HireOutcomes.Where(o => o.AttemptId == ended.Id).OrderBy(o => o.RecordedAt).ToListAsync(cancellationToken))
                    .Select(o => new { o.Hired, o.WeeksToHire, SalaryBand = o.SalaryBand?.ToString(), o.ThereAfterAYear, o.RecordedAt })
                : null,
            Decisions = invitation.Attempt is { } decided
                ? await db.Decisions.Where(d => d.AttemptId == decided.Id).OrderBy(d => d.DecidedAt)
                    .Select(d => new { Outcome = d.Outcome.ToString(), d.CriterionId, d.Reason, d.DecidedAt }).ToListAsync(cancellationToken)
                : [],
            ProposedDecisions = invitation.Attempt is { } proposed
                ? await db.DecisionProposals.Where(p => p.AttemptId == proposed.Id).OrderBy(p => p.ProposedAt)
                    .Select(p => new { Outcome = p.Outcome.ToString(), p.CriterionId, p.Reason, p.ProposedAt, State = p.State.ToString(), p.SentBackReason }).ToListAsync(cancellationToken)
                : [],
        }, Options);

        using var buffer = new MemoryStream();
        await using (var archive = await ZipArchive.CreateAsync(buffer, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            await AddAsync(archive, "data.json", json, cancellationToken);
            foreach (var submission in invitation.Attempt?.Submissions.OrderBy(s => s.Number) ?? Enumerable.Empty<Submissions.Submission>())
            {
                await AddAsync(archive, $"uploads/{submission.Number}.zip", submission.Content.Bytes, cancellationToken);
            }
        }

        return buffer.ToArray();
    }

    private async Task<IReadOnlyList<object>> UploadsAsync(Invitation invitation, CancellationToken cancellationToken)
    {
        if (invitation.Attempt is not { } attempt)
        {
            return [];
        }

        var ended = clock.GetUtcNow() > attempt.Deadline;
        var released = feedback.StateOf(attempt) is FeedbackState.Released;
        var uploads = new List<object>();
        foreach (var submission in attempt.Submissions.OrderBy(s => s.Number))
        {
            var result = ended
                ? await db.Runs.Where(r => r.SubmissionId == submission.Id && r.State == RunState.Graded).OrderByDescending(r => r.Number)
                    .Select(r => new { r.Overall, r.Dimensions }).FirstOrDefaultAsync(cancellationToken)
                : null;
            uploads.Add(new
            {
                submission.Number,
                Receipt = ReceiptCode.Of(submission.Id),
                submission.ReceivedAt,
                submission.Sha256,
                submission.FileName,
                submission.Files,
                result?.Overall,
                result?.Dimensions,
                Feedback = released ? await reader.ReadAsync(submission.Id, cancellationToken) : null,
                Rechecks = await db.RecheckRequests.Where(r => r.SubmissionId == submission.Id)
                    .Select(r => new { r.CriterionId, r.Reason, r.RequestedAt, r.Answer, r.AnsweredAt }).ToListAsync(cancellationToken),
                Notes = await db.ReviewNotes.Where(n => n.Review.SubmissionId == submission.Id && n.ForCandidate && n.PublishedAt != null)
                    .Select(n => new { n.CriterionId, n.Text, n.PublishedAt }).ToListAsync(cancellationToken),
            });
        }

        return uploads;
    }

    private static async Task AddAsync(ZipArchive archive, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var entry = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(bytes, cancellationToken);
    }
}
