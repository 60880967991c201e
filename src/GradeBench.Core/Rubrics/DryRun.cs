using System.Collections.Concurrent;
using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GradeBench.Core.Rubrics;

/// <summary>
/// Scores the stored evidence of past submissions with another rubric. Nothing is run again and nothing is changed.
/// </summary>
public sealed class DryRun(IDbContextFactory<GradeBenchDbContext> contexts, NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>
    /// One statement reads so many. What it reads is streamed: however many submissions there are, only numbers stay in memory.
    /// </summary>
    private const int PerStatement = 250;

    /// <summary>The latest graded run of each of the assessment's submissions.</summary>
    /// <param name="only">Limits it to these submissions; null for all.</param>
    public async Task<DryRunReport> MeasureAsync(
        Rubric rubric, decimal bar, IReadOnlyCollection<Guid>? only, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var past = await PastAsync(rubric.Assessment, only, cancellationToken);
        var scored = new ConcurrentBag<Scored>();
        await Parallel.ForEachAsync(
            past.Chunk(PerStatement),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount), CancellationToken = cancellationToken },
            async (chunk, stop) => await ScoreAsync(rubric, chunk, scored, stop));

        var all = scored.ToArray();
        DryRunRow[] rows =
        [
            .. all.Select(s => new DryRunRow(s.Run.SubmissionId, s.Run.Overall, s.Numbers.Overall, s.Run.Decided))
                .OrderByDescending(row => row.Crosses(bar)).ThenByDescending(row => Math.Abs(row.After - row.Before)).ThenBy(row => row.SubmissionId),
        ];
        return new DryRunReport(
            rows, past.Count - rows.Length, KendallTau.Of(rows.Select(row => (row.Before, row.After))), Shifts(rubric, all),
            clock.GetElapsedTime(began).TotalMilliseconds);
    }

    private async Task<List<PastRun>> PastAsync(string assessmentId, IReadOnlyCollection<Guid>? only, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = db.Runs.Where(r => r.State == RunState.Graded && r.Submission.Attempt.AssessmentId == assessmentId
            && !db.Runs.Any(later => later.SubmissionId == r.SubmissionId && later.State == RunState.Graded && later.Number > r.Number));
        if (only is not null) runs = runs.Where(r => only.Contains(r.SubmissionId));

        return await runs
            .Select(r => new PastRun(r.Id, r.SubmissionId, r.Overall!.Value, r.Dimensions!, db.Decisions.Any(d => d.AttemptId == r.Submission.AttemptId)))
            .ToListAsync(cancellationToken);
    }

    private Task ScoreAsync(Rubric rubric, PastRun[] runs, ConcurrentBag<Scored> scored, CancellationToken cancellationToken)
    {
        var byId = runs.ToDictionary(r => r.RunId);
        return StoredValues.ReadAsync(dataSource, [.. byId.Keys], (run, values) =>
        {
            if (values?.Assessment == rubric.Assessment) scored.Add(new Scored(byId[run], Scorer.Score(values, rubric)));
        }, cancellationToken);
    }

    private static IReadOnlyList<DryRunShift> Shifts(Rubric rubric, Scored[] all)
    {
        if (all.Length == 0) return [];

        return
        [
            .. rubric.Dimensions.Select((d, i) =>
            {
                var before = all.Where(s => s.Run.Dimensions.ContainsKey(d.Id)).Select(s => (double)s.Run.Dimensions[d.Id]).ToArray();
                return new DryRunShift(d.Id, before.Length > 0 ? before.Average() : null, all.Average(s => (double)s.Numbers.Dimensions[i]));
            }),
            new DryRunShift(ScoreRow.Overall, all.Average(s => (double)s.Run.Overall), all.Average(s => (double)s.Numbers.Overall)),
        ];
    }

    private sealed record PastRun(Guid RunId, Guid SubmissionId, decimal Overall, IReadOnlyDictionary<string, decimal> Dimensions, bool Decided);

    private sealed record Scored(PastRun Run, ScoreNumbers Numbers);
}
