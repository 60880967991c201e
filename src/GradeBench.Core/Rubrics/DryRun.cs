using System.Collections.Concurrent;
using System.Text.Json;
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
    /// One statement reads so many. Evidence is streamed: however many submissions there are, no more than one statement's
    /// worth per core is in memory.
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
            .. all.Select(s => new DryRunRow(s.Run.SubmissionId, s.Run.Overall, s.Overall, s.Run.Decided))
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

    private async Task ScoreAsync(Rubric rubric, PastRun[] runs, ConcurrentBag<Scored> scored, CancellationToken cancellationToken)
    {
        var byId = runs.ToDictionary(r => r.RunId);
        await using var command = dataSource.CreateCommand("SELECT run_id, evidence FROM run_results WHERE run_id = ANY($1)");
        command.Parameters.AddWithValue(byId.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (Read(reader.GetFieldValue<byte[]>(1)) is not { } evidence || evidence.Assessment != rubric.Assessment) continue;

            var card = Scorer.Score(evidence, rubric);
            scored.Add(new Scored(byId[reader.GetGuid(0)], card.Overall, [.. card.Dimensions.Select(d => d.Score)]));
        }
    }

    /// <summary>Null for evidence in a form this program does not know: it is told, not guessed at.</summary>
    private static Evidence? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoredForm.EvidenceType) is { Format: Evidence.CurrentFormat } evidence ? evidence : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<DryRunShift> Shifts(Rubric rubric, Scored[] all)
    {
        if (all.Length == 0) return [];

        return
        [
            .. rubric.Dimensions.Select((d, i) =>
            {
                var before = all.Where(s => s.Run.Dimensions.ContainsKey(d.Id)).Select(s => (double)s.Run.Dimensions[d.Id]).ToArray();
                return new DryRunShift(d.Id, before.Length > 0 ? before.Average() : null, all.Average(s => (double)s.Dimensions[i]));
            }),
            new DryRunShift(ScoreRow.Overall, all.Average(s => (double)s.Run.Overall), all.Average(s => (double)s.Overall)),
        ];
    }

    private sealed record PastRun(Guid RunId, Guid SubmissionId, decimal Overall, IReadOnlyDictionary<string, decimal> Dimensions, bool Decided);

    private sealed record Scored(PastRun Run, decimal Overall, decimal[] Dimensions);
}
