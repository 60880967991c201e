using System.Collections.Concurrent;
using GradeBench.Cohorts;
using GradeBench.Core.Storage;
using MathNet.Numerics.Statistics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Reviews;

/// <summary>
/// How far an overall score may be off, per rubric: from how well two halves of the hidden tests agree over the latest graded
/// submissions. Two scores closer than that are a tie.
/// </summary>
public sealed class ScoreErrors(IDbContextFactory<GradeBenchDbContext> contexts, TimeProvider clock)
{
    /// <summary>With fewer submissions the correlation of the halves says next to nothing.</summary>
    public const int FewestSubmissions = 30;

    private const int Sample = 300;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, MeasurementError? Error)> _known = new();

    /// <summary>Null while too few submissions were graded under the rubric, or all of them alike.</summary>
    public async Task<MeasurementError?> OfAsync(Guid rubricVersionId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(rubricVersionId, out var known) && now - known.At < KeptFor)
        {
            return known.Error;
        }

        var error = Of(await ReadAsync(rubricVersionId, cancellationToken));
        _known[rubricVersionId] = (now, error);

        return error;
    }

    internal static MeasurementError? Of(IReadOnlyList<Halves> submissions)
    {
        if (submissions.Count < FewestSubmissions)
        {
            return null;
        }

        var correlation = Correlation.Pearson(submissions.Select(s => s.Odd), submissions.Select(s => s.Even));

        return double.IsFinite(correlation)
            ? new MeasurementError(submissions.Select(s => s.Overall).StandardDeviation(), MeasurementError.FromHalves(Math.Clamp(correlation, 0, 1)))
            : null;
    }

    private async Task<List<Halves>> ReadAsync(Guid rubricVersionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        return await db.Database.SqlQuery<Halves>(
            $"""
            SELECT r.overall::double precision AS overall,
                avg((b.value ->> 'verdict' = 'passed')::integer) FILTER (WHERE b.n % 2 = 1)::double precision AS odd,
                avg((b.value ->> 'verdict' = 'passed')::integer) FILTER (WHERE b.n % 2 = 0)::double precision AS even
            FROM (
                SELECT id, overall FROM runs
                WHERE rubric_version_id = {rubricVersionId} AND state = 'Graded' ORDER BY id DESC LIMIT {Sample}) r
            JOIN run_results e ON e.run_id = r.id
            CROSS JOIN LATERAL jsonb_array_elements(e.evidence -> 'behaviours') WITH ORDINALITY AS b (value, n)
            GROUP BY r.id, r.overall HAVING count(*) > 1
            """).ToListAsync(cancellationToken);
    }

    /// <param name="Odd">Share of every other behaviour that passed, beginning with the first.</param>
    /// <param name="Even">Share of the others.</param>
    internal sealed record Halves(double Overall, double Odd, double Even);
}
