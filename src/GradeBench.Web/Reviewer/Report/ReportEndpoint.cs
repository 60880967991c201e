using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Reviewer.Blinding;
using GradeBench.Web.Reviewer.Decisions;
using GradeBench.Web.Reviewer.Reviews;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Report;

/// <summary>A report to print or keep: one page of summary, then the evidence. No learning path and no accommodation is in it.</summary>
internal sealed class ReportEndpoint(GradeBenchDbContext db, IdentityReveals identities, ScoreErrors errors, TimeProvider clock)
{
    /// <param name="scores"><c>no</c> leaves out every number, for a screen that a candidate sees in an interview.</param>
    public static async Task<IResult> GetAsync(Guid id, string? scores, HttpContext context, ReportEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(id, scores != "no", context.User.Identity!.Name!, cancellationToken) is { } model
            ? Page.Show<ReportPage, ReportModel>(model)
            : TypedResults.NotFound();

    private async Task<ReportModel?> ReadAsync(Guid id, bool scores, string reader, CancellationToken cancellationToken)
    {
        var found = await db.Submissions.AsNoTracking()
            .Where(s => s.Id == id)
            .Select(s => new
            {
                Assessment = s.Attempt.Assessment.Title,
                s.ReceivedAt,
                s.Number,
                s.Sha256,
                Last = !s.Attempt.Submissions.Any(later => later.Number > s.Number),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || await db.Runs.FindStandingAsync(id, cancellationToken) is not { } standing || await identities.FindAsync(id, reader, cancellationToken) is not { } identity)
        {
            return null;
        }

        var graded = GradedModel.Of(standing, BlindText.For(identity), await errors.OfAsync(standing.RubricVersionId!.Value, cancellationToken));
        var review = await ReviewModel.ReadAsync(db, id, graded.Scorecard, found.Last, reader, identity.Decided, null, cancellationToken);

        return new(
            ReceiptNumber.Of(id), id, found.Assessment, found.ReceivedAt, found.Number, found.Sha256, graded, review,
            await DecisionsModel.ReadAsync(db, id, cancellationToken), identity, clock.GetUtcNow(), scores);
    }
}

/// <param name="Scores">Whether numbers are shown.</param>
public sealed record ReportModel(
    string Receipt, Guid Id, string Assessment, DateTimeOffset ReceivedAt, int Number, string Sha256, GradedModel Graded, ReviewModel Review,
    IReadOnlyList<MadeDecision> Decisions, CandidateIdentity Identity, DateTimeOffset WrittenAt, bool Scores);
