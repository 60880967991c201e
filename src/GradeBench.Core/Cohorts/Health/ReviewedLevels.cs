using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Health;

/// <summary>Reads what reviewers gave uploads that two of them or more have finished.</summary>
public sealed class ReviewedLevels(GradeBenchDbContext db)
{
    /// <summary>Agreement is about how people review now, and reading scorecards costs time: the latest so many uploads.</summary>
    private const int Latest = 100;

    /// <summary>Steps of five uploads, as with every count on these pages.</summary>
    internal async Task<AgreementFigures> ReadAsync(SampleSource source, CancellationToken cancellationToken)
    {
        if (source.Population == Population.Generated)
        {
            return new(null, []);
        }

        var twice = db.Reviews
            .Where(r => r.FinishedAt != null && r.Submission.Runs.Any(run => run.State == RunState.Graded && run.RubricVersionId == source.RubricVersionId))
            .GroupBy(r => r.SubmissionId)
            .Where(g => g.Count() >= 2)
            .Select(g => new { Id = g.Key, At = g.Max(r => r.FinishedAt) });
        var waiting = await twice.CountAsync(cancellationToken) % Disclosure.FewestShown;
        var submissions = await twice.OrderByDescending(s => s.At).Skip(waiting).Take(Latest).Select(s => s.Id).ToArrayAsync(cancellationToken);
        if (submissions.Length < Disclosure.FewestShown)
        {
            return new(null, []);
        }

        // A criterion a reviewer left alone means: the machine is right. So its score stands where no level was given.
        var levels = await db.Database.SqlQuery<Row>(
            $"""
            SELECT review.submission_id, criterion ->> 'id' AS criterion_id, coalesce(given.level::numeric, (criterion ->> 'score')::numeric)::double precision AS level
            FROM unnest({submissions}) AS submission (id)
            CROSS JOIN LATERAL (
                SELECT result.scorecard -> 'criteria' AS criteria FROM runs run JOIN run_results result ON result.run_id = run.id
                WHERE run.submission_id = submission.id AND run.state = {nameof(RunState.Graded)} AND run.rubric_version_id = {source.RubricVersionId}
                ORDER BY run.number DESC LIMIT 1
            ) AS card
            CROSS JOIN LATERAL jsonb_array_elements(card.criteria) AS criterion
            JOIN reviews review ON review.submission_id = submission.id AND review.finished_at IS NOT NULL
            LEFT JOIN review_levels given ON given.review_id = review.id AND given.criterion_id = criterion ->> 'id'
            """).ToListAsync(cancellationToken);

        return ReviewerAgreement.Of([.. levels.Select(l => new GivenLevel(l.SubmissionId, l.CriterionId, l.Level))]);
    }

    private sealed record Row(Guid SubmissionId, string CriterionId, double Level);
}
