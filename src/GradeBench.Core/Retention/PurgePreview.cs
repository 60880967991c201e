using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Retention;

/// <summary>Counts and lists what terms would delete now, and deletes nothing.</summary>
public sealed class PurgePreview(GradeBenchDbContext db, TimeProvider clock)
{
    private readonly DueData _due = new(db);

    public async Task<IReadOnlyList<DueCount>> CountAsync(RetentionTerms terms, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (files, output, people) = (_due.Files(terms, now), _due.Output(terms, now), _due.People(terms, now));
        var uploads = db.Submissions.Where(s => s.ReceiptSha256 == null && files.Any(a => a.Id == s.AttemptId));

        return
        [
            new(RetentionKind.Files, await files.CountAsync(cancellationToken), await _due.Files(terms, now, held: true).CountAsync(cancellationToken),
                await uploads.CountAsync(cancellationToken), await uploads.SumAsync(s => (long)s.Content.Bytes.Length, cancellationToken)),
            new(RetentionKind.Output, await output.CountAsync(cancellationToken), await _due.Output(terms, now, held: true).CountAsync(cancellationToken),
                await db.Submissions.CountAsync(s => output.Any(a => a.Id == s.AttemptId), cancellationToken), 0),
            new(RetentionKind.Person, await people.CountAsync(cancellationToken), await _due.People(terms, now, held: true).CountAsync(cancellationToken),
                await db.Submissions.CountAsync(s => people.Any(c => c.Id == s.Attempt.CandidateId), cancellationToken), 0),
        ];
    }

    /// <summary>The sittings whose files or output would go, the oldest first. Names nobody: reviews may still be blind.</summary>
    public async Task<IReadOnlyList<DueSitting>> SittingsAsync(RetentionKind kind, RetentionTerms terms, int skip, int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = kind == RetentionKind.Files ? _due.Files(terms, now) : _due.Output(terms, now);

        return await due.OrderBy(a => a.Deadline).ThenBy(a => a.Id).Skip(skip).Take(take)
            .Select(a => new DueSitting(
                a.Submissions.OrderByDescending(s => s.Number).Select(s => (Guid?)s.Id).FirstOrDefault(), a.Assessment.Title, a.Deadline, a.Submissions.Count))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The people who would be erased, those known longest first. Leads to no submission.</summary>
    public async Task<IReadOnlyList<DuePerson>> PeopleAsync(RetentionTerms terms, int skip, int take, CancellationToken cancellationToken) =>
        await _due.People(terms, clock.GetUtcNow()).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Skip(skip).Take(take)
            .Select(c => new DuePerson(
                c.Name, c.Email, db.Invitations.Count(i => i.CandidateId == c.Id), db.Invitations.Where(i => i.CandidateId == c.Id).Max(i => (DateTimeOffset?)i.ExpiresAt)))
            .ToListAsync(cancellationToken);
}

/// <param name="Due">Sittings, or people.</param>
/// <param name="Held">How many more would go if no legal hold kept them.</param>
/// <param name="Uploads">How many uploads are touched.</param>
/// <param name="Bytes">How much that frees at most; 0 where it is not files. Equal uploads share their bytes.</param>
public sealed record DueCount(RetentionKind Kind, int Due, int Held, int Uploads, long Bytes);

/// <param name="LastSubmissionId">Null when nothing was uploaded.</param>
public sealed record DueSitting(Guid? LastSubmissionId, string Assessment, DateTimeOffset EndedAt, int Uploads);

/// <param name="LastInvitationEnded">When the last invitation could no longer be used.</param>
public sealed record DuePerson(string Name, string Email, int Invitations, DateTimeOffset? LastInvitationEnded);
