using GradeBench.Core.Attempts;
using GradeBench.Core.Candidates;
using GradeBench.Core.Storage;

namespace GradeBench.Core.Retention;

/// <summary>
/// What is over its term at a moment. The preview and the purge ask the same questions, so that what was shown is what goes.
/// Held data is left out unless it is asked for.
/// </summary>
internal sealed class DueData(GradeBenchDbContext db)
{
    public IQueryable<Attempt> Files(RetentionTerms terms, DateTimeOffset now, bool held = false) =>
        Ended(terms.Files, now, held).Where(a => a.Submissions.Any(s => s.ReceiptSha256 == null));

    public IQueryable<Attempt> Output(RetentionTerms terms, DateTimeOffset now, bool held = false) =>
        Ended(terms.Output, now, held).Where(a =>
            (a.OutputPurgedAt == null || a.OutputPurgedAt < a.Deadline)
            && (a.Submissions.Any() || db.PracticeRuns.Any(p => p.InvitationId == a.InvitationId)));

    public IQueryable<Candidate> People(RetentionTerms terms, DateTimeOffset now, bool held = false)
    {
        var before = Before(terms.Person, now);

        // Whatever happened last with a person counts as the last contact.
        return db.Candidates.Where(c => c.ErasedAt == null && c.CreatedAt < before
            && !db.Invitations.Any(i => i.CandidateId == c.Id && i.ExpiresAt >= before)
            && !db.Attempts.Any(a => a.CandidateId == c.Id && a.Deadline >= before)
            && !db.Decisions.Any(d => d.Attempt.CandidateId == c.Id && d.DecidedAt >= before)
            && !db.HireOutcomes.Any(o => o.Attempt.CandidateId == c.Id && o.RecordedAt >= before)
            && db.LegalHolds.Any(h => h.Invitation.CandidateId == c.Id && h.LiftedAt == null) == held);
    }

    private IQueryable<Attempt> Ended(int? days, DateTimeOffset now, bool held)
    {
        var before = Before(days, now);

        return db.Attempts.Where(a => a.Deadline < before && a.Candidate.ErasedAt == null
            && db.LegalHolds.Any(h => h.InvitationId == a.InvitationId && h.LiftedAt == null) == held);
    }

    // What is kept is older than nothing.
    private static DateTimeOffset Before(int? days, DateTimeOffset now) => days is { } term ? now.AddDays(-term) : DateTimeOffset.MinValue;
}
