using GradeBench.Core.Intake;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Reviewer.Decisions;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer;

/// <summary>One submission: its scores, why they are what they are, and the code.</summary>
internal sealed class ScorecardEndpoint(GradeBenchDbContext db, RunProgress progress, TimeProvider clock)
{
    public static Task<IResult> GetAsync(
        Guid id, string? file, int? part, string? notice, ScorecardEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(id, file, part ?? 1, null, cancellationToken, notice == "decided" ? "The decision is recorded." : null);

    public static async Task<IResult> EventsAsync(
        Guid id, GradeBenchDbContext db, RunEventStream events, HttpContext context, CancellationToken cancellationToken) =>
        await db.Submissions.AnyAsync(s => s.Id == id, cancellationToken) ? events.Of(id, context) : TypedResults.NotFound();

    /// <summary>The scorecard of the result that stands; null when nothing was graded or there is no such submission.</summary>
    public async Task<Scorecard?> FindScorecardAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Runs
            .Where(r => r.SubmissionId == id && r.State == RunState.Graded)
            .OrderByDescending(r => r.Number)
            .Select(r => r.Result!.ScorecardJson)
            .FirstOrDefaultAsync(cancellationToken) is { } json ? StoredForm.ReadScorecard(json) : null;

    /// <param name="failed">A decision that was not recorded, to be shown again; null for none.</param>
    public async Task<IResult> ShowAsync(
        Guid id, string? file, int part, FailedDecision? failed, CancellationToken cancellationToken, string? notice = null)
    {
        var found = await db.Submissions.AsNoTracking()
            .Where(s => s.Id == id)
            .Select(s => new
            {
                Assessment = s.Attempt.Assessment.Title,
                s.ReceivedAt,
                s.Number,
                Uploads = s.Attempt.Submissions.Count,
                s.Sha256,
                s.Content.Bytes,
                Latest = s.Runs.OrderByDescending(r => r.Number).First(),
                Graded = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number)
                    .Select(r => new { Run = r, r.Result!.EvidenceJson, r.Result.ScorecardJson }).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return TypedResults.NotFound();
        }

        var evidence = found.Graded is { } graded ? StoredForm.ReadEvidence(graded.EvidenceJson) : null;
        var code = CodePane.Of(id, SubmissionIntake.Reopen(found.Bytes).Files, evidence, file, part);
        if (code is null)
        {
            return TypedResults.NotFound();
        }

        var snapshot = await progress.FindLatestAsync(id, cancellationToken);
        var decisions = new DecisionsModel(
            await DecisionsModel.ReadAsync(db, id, cancellationToken), found.Number == found.Uploads && failed?.Later is null,
            failed?.Form ?? DecisionForm.Blank, failed?.Errors ?? [], notice);
        return Page.Show<ScorecardPage, ScorecardModel>(new(
            id, ReceiptNumber.Of(id), found.Assessment, found.ReceivedAt, found.Number, found.Uploads, found.Sha256,
            found.Latest.State, snapshot!.IsFinished, RunSteps.Of(found.Latest, found.ReceivedAt, snapshot.Ahead, clock.GetUtcNow()),
            evidence is null ? null : new(found.Graded!.Run, evidence, StoredForm.ReadScorecard(found.Graded.ScorecardJson)),
            code, decisions), failed is null ? StatusCodes.Status200OK : failed.Later is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
    }
}

/// <param name="Uploads">How many uploads the attempt has; the last one counts.</param>
/// <param name="State">Of the latest run, which may be a rerun of a graded submission.</param>
public sealed record ScorecardModel(
    Guid Id, string Receipt, string Assessment, DateTimeOffset ReceivedAt, int Number, int Uploads, string Sha256,
    RunState State, bool Finished, IReadOnlyList<RunStep> Steps, GradedModel? Graded, CodePane Code, DecisionsModel Decisions);

/// <summary>The result that stands: that of the last run which ended well.</summary>
public sealed record GradedModel(Run Run, Evidence Evidence, Scorecard Scorecard)
{
    /// <summary>What a rubric without a sense of proportion would bury: the best and the worst, two each, never the same one twice.</summary>
    public IReadOnlyList<CriterionScore> Strongest => [.. ByScore.Take(Extremes)];

    public IReadOnlyList<CriterionScore> Weakest => [.. ByScore.Reverse().Take(Extremes)];

    private int Extremes => Math.Min(2, Scorecard.Criteria.Count / 2);

    private IEnumerable<CriterionScore> ByScore => Scorecard.Criteria.OrderByDescending(c => c.Score).ThenByDescending(c => c.Weight);
}
