using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Decisions;
using GradeBench.Core.Outcomes;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Hires;

/// <summary>
/// Keeps who is counted as hired and as not hired. Known endings only: somebody who was declined, or of whom an outcome
/// was recorded; whoever goes on and has no outcome yet is counted in neither.
/// </summary>
public sealed class CountedEndings(GradeBenchDbContext db, CohortRelease scores, ItemRelease items)
{
    /// <inheritdoc cref="CohortRelease.LockAsync"/>
    internal Task LockAsync(CancellationToken cancellationToken) => scores.LockAsync(cancellationToken);

    /// <summary>Counts an attempt's candidate by what stands now. Needs <see cref="LockAsync"/> in the same transaction.</summary>
    internal async Task CountAsync(Guid attemptId, CancellationToken cancellationToken)
    {
        var standing = await db.Decisions
            .Where(d => d.AttemptId == attemptId)
            .OrderByDescending(d => d.DecidedAt).ThenByDescending(d => d.Id)
            .Select(d => new
            {
                d.Outcome,
                d.RubricVersionId,
                d.Attempt.CandidateId,
                Evidence = d.Submission.Runs
                    .Where(r => r.State == RunState.Graded && r.RubricVersionId == d.RubricVersionId)
                    .OrderByDescending(r => r.Number).Select(r => r.Result!.EvidenceJson).FirstOrDefault(),
            })
            .FirstOrDefaultAsync(cancellationToken);
        if (standing?.Evidence is null)
        {
            return;
        }

        var outcome = await db.HireOutcomes
            .Where(o => o.AttemptId == attemptId)
            .OrderByDescending(o => o.RecordedAt).ThenByDescending(o => o.Id)
            .FirstOrDefaultAsync(cancellationToken);
        bool? hired = standing.Outcome == DecisionOutcome.Hold ? null : outcome?.Hired ?? (standing.Outcome == DecisionOutcome.Decline ? false : null);
        var evidence = StoredForm.ReadEvidence(standing.Evidence);
        ObservedItem[]? observed = hired is null ? null : [.. Observation.Behaviours(evidence), .. Observation.Facts(evidence.Facts), .. Details(hired.Value ? outcome : null)];

        await items.CountAsync(standing.RubricVersionId, standing.CandidateId, ItemSample.Decided, observed, hired ?? false, cancellationToken);
    }

    private static IEnumerable<ObservedItem> Details(HireOutcome? outcome)
    {
        if (outcome?.WeeksToHire is { } weeks)
        {
            yield return new(OutcomeItems.Weeks, OutcomeItems.Span(weeks));
        }

        if (outcome?.SalaryBand is { } band)
        {
            yield return new(OutcomeItems.Salary, band.ToString());
        }

        if (outcome?.ThereAfterAYear is { } there)
        {
            yield return new(OutcomeItems.Year, there ? OutcomeItems.There : OutcomeItems.Gone);
        }
    }
}
