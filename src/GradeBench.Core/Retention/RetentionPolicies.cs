using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Retention;

/// <summary>Reads the policy in force and replaces it.</summary>
public sealed class RetentionPolicies(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Null until somebody has put one in force: nothing is deleted then.</summary>
    public async Task<RetentionInForce?> FindAsync(CancellationToken cancellationToken) =>
        await db.RetentionPolicies.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } policy
            ? new(new(policy.FilesDays, policy.OutputDays, policy.PersonDays), policy.SetBy, policy.SetAt)
            : null;

    /// <summary>Puts terms in force; the next purge goes by them.</summary>
    /// <exception cref="ArgumentException">They cannot be (<see cref="RetentionTerms.Problem"/>).</exception>
    public async Task SetAsync(RetentionTerms terms, string actor, CancellationToken cancellationToken)
    {
        if (terms.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(terms));
        }

        var before = await db.RetentionPolicies.SingleOrDefaultAsync(cancellationToken);
        audit.Add(actor, "retention.set", "retention policy",
            new { files = terms.Files, output = terms.Output, person = terms.Person, before = before is null ? null : new { files = before.FilesDays, output = before.OutputDays, person = before.PersonDays } });
        var policy = before ?? db.RetentionPolicies.Add(new RetentionPolicy { Id = RetentionPolicy.OnlyId, SetBy = actor, SetAt = default }).Entity;
        (policy.FilesDays, policy.OutputDays, policy.PersonDays) = (terms.Files, terms.Output, terms.Person);
        (policy.SetBy, policy.SetAt) = (actor, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }
}
