using GradeBench.Core.Candidates;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Candidate;

/// <summary>Keeps the time zone that the candidate's browser names with a form, so that receipts and mails tell the candidate's own time.</summary>
internal sealed class CandidateZone(GradeBenchDbContext db)
{
    /// <summary>Nothing happens when it names no zone.</summary>
    public async Task RememberAsync(string token, string? name, CancellationToken cancellationToken)
    {
        if (CandidateTime.FindZone(name) is not { } zone)
        {
            return;
        }

        var candidates = db.Invitations.WithToken(token).Where(i => i.RevokedAt == null).Select(i => i.CandidateId);
        await db.Candidates
            .Where(c => candidates.Contains(c.Id))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.TimeZone, zone.Id), cancellationToken);
    }
}
