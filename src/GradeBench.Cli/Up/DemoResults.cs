using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Cli.Up;

/// <summary>A sample that was uploaded.</summary>
/// <param name="LearningPath">The generated choice in the form.</param>
internal sealed record DemoUpload(DemoSample Sample, string LearningPath, Guid CandidateId);

/// <summary>A sample and what became of it. Without scores its run was quarantined.</summary>
internal sealed record DemoResult(DemoUpload Upload, decimal? Overall, IReadOnlyDictionary<string, decimal> Dimensions);

/// <summary>Waits until every demo upload was graded.</summary>
internal sealed class DemoResults(CoreAccess core, TimeProvider clock)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="graded">Told now and then how many are.</param>
    /// <exception cref="UpException">It takes too long.</exception>
    public async Task<IReadOnlyList<DemoResult>> WaitAsync(IReadOnlyList<DemoUpload> uploads, Action<int> graded, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var runs = await core.UseAsync<GradeBenchDbContext, List<FinishedRun>>(db => FinishedAsync(db, cancellationToken));
            var results = uploads
                .Select(upload => runs.Find(run => run.CandidateId == upload.CandidateId) is { } run ? new DemoResult(upload, run.Overall, run.Dimensions) : null)
                .OfType<DemoResult>().ToList();
            graded(results.Count);
            if (results.Count == uploads.Count)
            {
                return results;
            }

            if (clock.GetElapsedTime(started) > Patience)
            {
                throw new UpException($"After {Patience.TotalMinutes:0} minutes only {results.Count} of {uploads.Count} samples are graded. The log of the worker says why.");
            }

            await Task.Delay(PollEvery, clock, cancellationToken);
        }
    }

    private static async Task<List<FinishedRun>> FinishedAsync(GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var runs = await db.Runs.AsNoTracking()
            .Where(run => run.State == RunState.Graded || run.State == RunState.Quarantined)
            .Select(run => new { run.Submission.Attempt.CandidateId, run.Overall, run.Dimensions })
            .ToListAsync(cancellationToken);
        return [.. runs.Select(run => new FinishedRun(run.CandidateId, run.Overall, run.Dimensions ?? new Dictionary<string, decimal>()))];
    }

    private sealed record FinishedRun(Guid CandidateId, decimal? Overall, IReadOnlyDictionary<string, decimal> Dimensions);
}
