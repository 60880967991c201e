using GradeBench.Cohorts;
using GradeBench.Core.Intake;
using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Reviewer.Blinding;
using GradeBench.Web.Reviewer.Code;
using GradeBench.Web.Reviewer.Decisions;
using GradeBench.Web.Reviewer.Reviews;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer;

/// <summary>One submission: its scores, why they are what they are, the code, and what reviewers make of it.</summary>
internal sealed class ScorecardEndpoint(
    GradeBenchDbContext db, RunProgress progress, IdentityReveals identities, ScoreErrors errors, StarterShelf starters, TimeProvider clock)
{
    public static Task<IResult> GetAsync(
        Guid id, string? file, int? part, string? view, string? notice, HttpContext context, ScorecardEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(new(id, context.User.Identity!.Name!, file, part ?? 1, view == "changes", notice), null, null, cancellationToken);

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

    /// <param name="decision">A decision that was not recorded, to be shown again; null for none.</param>
    /// <param name="review">The same of a level, note or reason.</param>
    public async Task<IResult> ShowAsync(ScorecardRequest asked, FailedDecision? decision, FailedReview? review, CancellationToken cancellationToken)
    {
        var found = await db.Submissions.AsNoTracking()
            .Where(s => s.Id == asked.Id)
            .Select(s => new
            {
                Assessment = s.Attempt.Assessment.Title,
                s.Attempt.Assessment.SecondApproval,
                s.ReceivedAt,
                s.Number,
                Uploads = s.Attempt.Submissions.Count,
                s.Sha256,
                s.Content.Bytes,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || await identities.FindAsync(asked.Id, asked.Reader, cancellationToken) is not { } identity)
        {
            return TypedResults.NotFound();
        }

        var latest = await db.Runs.AsNoTracking().Where(r => r.SubmissionId == asked.Id).OrderByDescending(r => r.Number).FirstAsync(cancellationToken);
        var blind = BlindText.For(identity);
        IReadOnlyList<SourceFile> files = SubmissionIntake.Reopen(found.Bytes).Files;
        files = blind is null ? files : [.. files.Select(blind.Hide)];
        GradedModel? graded = await db.Runs.FindStandingAsync(asked.Id, cancellationToken) is { } standing
            ? GradedModel.Of(standing, blind, await errors.OfAsync(standing.RubricVersionId!.Value, cancellationToken))
            : null;
        var starter = asked.Changes ? await starters.OfAsync(asked.Id, db, cancellationToken) : null;
        if (CodePane.Of(asked.Id, files, graded?.Evidence, asked.File, asked.Part, starter) is not { } code)
        {
            return TypedResults.NotFound();
        }

        var snapshot = await progress.FindLatestAsync(asked.Id, cancellationToken);
        var later = decision?.Later ?? review?.Later;
        var counts = found.Number == found.Uploads && later is null;
        var decisions = new DecisionsModel(
            await DecisionsModel.ReadAsync(db, asked.Id, cancellationToken),
            await DecisionsModel.ReadProposalsAsync(db, asked.Id, cancellationToken), found.SecondApproval, asked.Reader, counts, decision?.Form ?? DecisionForm.Blank, decision?.Errors ?? []);
        var reviews = await ReviewModel.ReadAsync(db, asked.Id, graded?.Scorecard, counts, asked.Reader, identity.Decided, review, cancellationToken);
        var failed = decision is not null || review is not null;

        return Page.Show<ScorecardPage, ScorecardModel>(new(
            asked.Id, ReceiptNumber.Of(asked.Id), found.Assessment, found.ReceivedAt, found.Number, found.Uploads, found.Sha256,
            latest.State, snapshot!.IsFinished, RunSteps.Of(latest, found.ReceivedAt, snapshot.Ahead, clock.GetUtcNow()),
            graded, code, decisions, reviews, identity, asked.Said),
            !failed ? StatusCodes.Status200OK : later is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
    }
}

/// <param name="Uploads">How many uploads the attempt has; the last one counts.</param>
/// <param name="State">Of the latest run, which may be a rerun of a graded submission.</param>
/// <param name="Notice">What just worked; null for nothing.</param>
public sealed record ScorecardModel(
    Guid Id, string Receipt, string Assessment, DateTimeOffset ReceivedAt, int Number, int Uploads, string Sha256,
    RunState State, bool Finished, IReadOnlyList<RunStep> Steps, GradedModel? Graded, CodePane Code, DecisionsModel Decisions,
    ReviewModel Review, CandidateIdentity Identity, string? Notice)
{
    public IReadOnlyList<FieldError> Errors => Decisions.Errors.Count > 0 ? Decisions.Errors : Review.Failed?.Errors ?? [];
}

/// <summary>The result that stands: that of the last run which ended well.</summary>
/// <param name="Error">How far the overall score may be off; null while too little was graded to know.</param>
public sealed record GradedModel(Run Run, Evidence Evidence, Scorecard Scorecard, MeasurementError? Error)
{
    /// <summary>What a rubric without a sense of proportion would bury: the best and the worst, two each, never the same one twice.</summary>
    public IReadOnlyList<CriterionScore> Strongest => [.. ByScore.Take(Extremes)];

    public IReadOnlyList<CriterionScore> Weakest => [.. ByScore.Reverse().Take(Extremes)];

    public Score.ScoreBand? Band => Error is null ? null : new(
        Math.Max(1, Scorecard.Overall - (decimal)Error.Band), Math.Min(10, Scorecard.Overall + (decimal)Error.Band));

    private int Extremes => Math.Min(2, Scorecard.Criteria.Count / 2);

    private IEnumerable<CriterionScore> ByScore => Scorecard.Criteria.OrderByDescending(c => c.Score).ThenByDescending(c => c.Weight);

    /// <param name="run">With its result.</param>
    internal static GradedModel Of(Run run, BlindText? blind, MeasurementError? error)
    {
        var (evidence, scorecard) = (run.Result!.ReadEvidence(), run.Result.ReadScorecard());
        return blind is null ? new(run, evidence, scorecard, error) : new(run, blind.Hide(evidence), blind.Hide(scorecard), error);
    }
}
