using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Api;

/// <summary>Uploads and what they scored. Nothing here says whose they are, except the invitation's id beside a result; learning paths are nowhere.</summary>
internal static class SubmissionsApi
{
    public static async Task<Ok<ApiPage<ApiSubmission>>> ListAsync(
        string? assessment, Guid? after, int? limit, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var take = ApiPaging.Limit(limit);
        var found = await db.Submissions
            .Where(s => (assessment == null || s.Attempt.AssessmentId == assessment) && (after == null || s.Id.CompareTo(after.Value) > 0))
            .OrderBy(s => s.Id)
            .Take(take + 1)
            .Select(s => new Row(s.Id, s.Attempt.AssessmentId, s.Number, s.Sha256, s.ReceivedAt, s.Runs.OrderByDescending(r => r.Number).Select(r => r.State).First()))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ApiPage<ApiSubmission>.Of([.. found.Select(r => r.Shown)], take, s => s.Id));
    }

    public static async Task<Results<Ok<ApiSubmission>, ProblemHttpResult>> GetAsync(Guid id, GradeBenchDbContext db, CancellationToken cancellationToken) =>
        await db.Submissions.Where(s => s.Id == id)
            .Select(s => new Row(s.Id, s.Attempt.AssessmentId, s.Number, s.Sha256, s.ReceivedAt, s.Runs.OrderByDescending(r => r.Number).Select(r => r.State).First()))
            .SingleOrDefaultAsync(cancellationToken) is { } row
            ? TypedResults.Ok(row.Shown)
            : ApiProblem.NotFound("submission");

    public static async Task<Results<Ok<ApiResult>, ProblemHttpResult>> ResultAsync(Guid id, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking()
            .Where(r => r.SubmissionId == id && r.State == RunState.Graded)
            .OrderByDescending(r => r.Number)
            .Select(r => new { r.FinishedAt, r.Submission.Attempt.InvitationId, r.RubricVersionId, r.PackVersion!.Version, r.Result })
            .FirstOrDefaultAsync(cancellationToken);
        if (run is null)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "There is no result", "There is no such submission, or it is not graded yet. Ask again later, or have the webhook submission.graded tell you.");
        }

        var card = run.Result!.ReadScorecard();
        return TypedResults.Ok(new ApiResult(
            id, ReceiptNumber.Of(id), run.InvitationId, run.FinishedAt!.Value, card.Overall, run.RubricVersionId!.Value, card.Rubric.Version, run.Version,
            [.. card.Dimensions.Select(d => new ApiDimension(d.Id, d.Title, d.Weight, d.Score))],
            [.. card.Criteria.Select(c => new ApiCriterion(c.Id, c.Title, c.Dimension, c.Weight, c.Score, c.Level.Anchor))],
            [.. card.Gates.Select(g => g.Title)]));
    }

    private sealed record Row(Guid Id, string Assessment, int Number, string Sha256, DateTimeOffset ReceivedAt, RunState State)
    {
        public ApiSubmission Shown => new(Id, ReceiptNumber.Of(Id), Assessment, Number, Sha256, ReceivedAt, State.ToString().ToLowerInvariant());
    }
}

/// <param name="Receipt">The number people read aloud.</param>
/// <param name="Number">Counts the uploads of one sitting from 1; the last one counts.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>graded</c> or <c>quarantined</c> (a fault of ours, never a score).</param>
internal sealed record ApiSubmission(Guid Id, string Receipt, string Assessment, int Number, string Sha256, DateTimeOffset ReceivedAt, string State);

/// <param name="Overall">1.0 to 10.0.</param>
/// <param name="Gates">Titles of the gates that capped scores; usually none.</param>
internal sealed record ApiResult(
    Guid SubmissionId, string Receipt, Guid InvitationId, DateTimeOffset GradedAt, decimal Overall, Guid RubricVersionId, string RubricVersion, string PackVersion,
    IReadOnlyList<ApiDimension> Dimensions, IReadOnlyList<ApiCriterion> Criteria, IReadOnlyList<string> Gates);

internal sealed record ApiDimension(string Id, string Title, decimal Weight, decimal Score);

/// <param name="Level">What one sees in a submission on the level reached.</param>
internal sealed record ApiCriterion(string Id, string Title, string Dimension, decimal Weight, decimal Score, string Level);
