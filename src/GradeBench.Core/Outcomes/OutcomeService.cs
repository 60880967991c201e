using System.Security.Cryptography;
using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Outcomes;

/// <summary>An outcome as a hiring manager states it. What is said of a hire must be empty for somebody who was not hired.</summary>
public sealed record NewOutcome(Guid SubmissionId, bool Hired, int? WeeksToHire = null, SalaryBand? SalaryBand = null, bool? ThereAfterAYear = null);

/// <summary>Records what became of people after a decision.</summary>
public sealed class OutcomeService(GradeBenchDbContext db, CountedEndings endings, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Adds an outcome; the latest one of an attempt is the one that stands.</summary>
    /// <param name="actor">The user's name.</param>
    /// <exception cref="ArgumentException">Weeks out of range, or details of a hire that was none.</exception>
    public async Task<RecordOutcome> RecordAsync(NewOutcome made, string actor, CancellationToken cancellationToken)
    {
        if (made.WeeksToHire is < 0 or > HireOutcome.MostWeeks)
        {
            throw new ArgumentException($"Weeks to hire lie between 0 and {HireOutcome.MostWeeks}.", nameof(made));
        }

        if (made is { Hired: false } and not { WeeksToHire: null, SalaryBand: null, ThereAfterAYear: null })
        {
            throw new ArgumentException("Somebody who was not hired has no weeks to hire, no salary and no first year.", nameof(made));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await endings.LockAsync(cancellationToken);
        if (await db.Submissions.Where(s => s.Id == made.SubmissionId).Select(s => (Guid?)s.AttemptId).SingleOrDefaultAsync(cancellationToken) is not { } attempt)
        {
            return new RecordOutcome.Unknown();
        }

        var standing = await db.Decisions
            .Where(d => d.AttemptId == attempt)
            .OrderByDescending(d => d.DecidedAt).ThenByDescending(d => d.Id)
            .Select(d => (DecisionOutcome?)d.Outcome)
            .FirstOrDefaultAsync(cancellationToken);
        if (standing is null or DecisionOutcome.Hold)
        {
            return new RecordOutcome.NotDecided();
        }

        var now = clock.GetUtcNow();
        var outcome = new HireOutcome
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = attempt,
            Hired = made.Hired,
            WeeksToHire = made.WeeksToHire,
            SalaryBand = made.SalaryBand,
            ThereAfterAYear = made.ThereAfterAYear,
            Salt = RandomNumberGenerator.GetBytes(16),
            RecordedBy = actor,
            RecordedAt = now,
        };
        db.HireOutcomes.Add(outcome);

        // What became of a person may have to be erased; the trail keeps what proves that it was not changed, and nothing to guess it by.
        audit.Add(actor, "outcome.recorded", $"attempt {attempt}", new { outcome = outcome.Id, submission = made.SubmissionId, contentSha256 = Hash(outcome) });
        await db.SaveChangesAsync(cancellationToken);
        await endings.CountAsync(attempt, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new RecordOutcome.Recorded(outcome.Id);
    }

    /// <summary>SHA-256 over the salt and everything that was stated, as the audit trail holds it.</summary>
    public static string Hash(HireOutcome outcome) => Sha256Hex.Of(
    [
        .. outcome.Salt,
        .. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{outcome.Hired}|{outcome.WeeksToHire}|{outcome.SalaryBand}|{outcome.ThereAfterAYear}")),
    ]);
}
