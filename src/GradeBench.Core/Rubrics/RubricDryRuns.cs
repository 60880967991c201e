using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>Measures drafts and keeps what was measured, because publishing rests on it.</summary>
public sealed class RubricDryRuns(GradeBenchDbContext db, DryRun dryRun, TimeProvider clock)
{
    /// <summary>How long a dry run speaks for the present: new submissions come in meanwhile.</summary>
    public static TimeSpan ValidFor { get; } = TimeSpan.FromHours(24);

    /// <summary>Tries a draft on every past submission.</summary>
    /// <param name="rubric">What the draft's text says.</param>
    public async Task<RubricDryRun> RunAsync(Guid draftId, Rubric rubric, string actor, CancellationToken cancellationToken)
    {
        var bar = (await SettingsAsync(rubric.Assessment, cancellationToken)).Bar;
        var report = await dryRun.MeasureAsync(rubric, bar, only: null, cancellationToken);
        var now = clock.GetUtcNow();
        var run = new RubricDryRun
        {
            Id = Guid.CreateVersion7(now),
            DraftId = draftId,
            ContentHash = rubric.ContentHash,
            Bar = bar,
            RanBy = actor,
            RanAt = now,
            Submissions = report.Rows.Count,
            Up = report.Rows.Count(r => r.Before < bar && r.After >= bar),
            Down = report.Rows.Count(r => r.Before >= bar && r.After < bar),
            Report = report,
        };
        db.RubricDryRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);

        return run;
    }

    /// <summary>The latest dry run of that text under the bar in force, if it is recent enough to rest on; without its report's rows.</summary>
    public async Task<DryRunVerdict?> StandingAsync(Guid draftId, string contentHash, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - ValidFor;
        var assessment = await db.RubricDrafts.Where(d => d.Id == draftId).Select(d => d.AssessmentId).SingleAsync(cancellationToken);
        var bar = (await SettingsAsync(assessment, cancellationToken)).Bar;

        return await db.RubricDryRuns
            .Where(r => r.DraftId == draftId && r.ContentHash == contentHash && r.Bar == bar && r.RanAt >= since)
            .OrderByDescending(r => r.RanAt)
            .Select(r => new DryRunVerdict(r.Id, r.Submissions, r.Up, r.Down, r.Bar, r.RanAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The assessment's settings, or what holds until somebody sets them.</summary>
    public async Task<RubricSettings> SettingsAsync(string assessmentId, CancellationToken cancellationToken) =>
        await db.RubricSettings.AsNoTracking().SingleOrDefaultAsync(s => s.AssessmentId == assessmentId, cancellationToken)
        ?? new RubricSettings { AssessmentId = assessmentId, Bar = RubricSettings.DefaultBar, Pinned = [] };
}

/// <summary>What a dry run came to, in numbers.</summary>
public sealed record DryRunVerdict(Guid Id, int Submissions, int Up, int Down, decimal Bar, DateTimeOffset RanAt)
{
    public bool Flips => Up + Down > 0;
}
