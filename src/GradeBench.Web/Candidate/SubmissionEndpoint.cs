using GradeBench.Core.Candidates;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Rubrics;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Candidate;

/// <summary>One upload as its candidate sees it: the receipt, the progress, and then what was found.</summary>
internal sealed class SubmissionEndpoint(GradeBenchDbContext db, RunProgress progress, TimeProvider clock)
{
    public static Task<IResult> GetAsync(string token, int number, SubmissionEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(token, number, cancellationToken);

    public static async Task<IResult> EventsAsync(
        string token, int number, GradeBenchDbContext db, RunEventStream events, HttpContext context, CancellationToken cancellationToken)
    {
        var id = await Own(db, token, number).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? TypedResults.NotFound() : events.Of(id.Value, context);
    }

    private static IQueryable<Submission> Own(GradeBenchDbContext db, string token, int number) =>
        db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null)
            .SelectMany(i => i.Attempt!.Submissions)
            .Where(s => s.Number == number);

    private async Task<IResult> ShowAsync(string token, int number, CancellationToken cancellationToken)
    {
        var found = await Own(db, token, number).AsNoTracking()
            .Select(s => new
            {
                Submission = s,
                Title = s.Attempt.Assessment.Title,
                s.Attempt.Deadline,
                s.Attempt.Candidate.TimeZone,
                PackVersion = s.Attempt.PackVersion.Version,
                RubricVersion = s.Attempt.RubricVersion.Version,
                Bytes = (long)s.Content.Bytes.Length,
                Latest = s.Runs.OrderByDescending(r => r.Number).First(),
                Graded = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number)
                    .Select(r => new { r.Result!.EvidenceJson, r.Result.ScorecardJson }).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return TypedResults.NotFound();
        }

        var snapshot = await progress.FindLatestAsync(found.Submission.Id, cancellationToken);
        var now = clock.GetUtcNow();
        var receipt = new Receipt(
            ReceiptNumber.Of(found.Submission.Id), found.Submission.Sha256, found.Bytes, found.Submission.ReceivedAt,
            found.Submission.FileName, found.Submission.Files, found.PackVersion, found.RubricVersion);
        return Page.Show<SubmissionPage, SubmissionModel>(new(
            token, number, found.Title, receipt, now <= found.Deadline, CandidateTime.FindZone(found.TimeZone), snapshot!.IsFinished,
            RunSteps.Of(found.Latest, found.Submission.ReceivedAt, snapshot.Ahead, now),
            found.Graded is { } graded
                ? CandidateResult.Of(StoredForm.ReadEvidence(graded.EvidenceJson), StoredForm.ReadScorecard(graded.ScorecardJson))
                : null));
    }
}

/// <summary>What a candidate keeps as proof of an upload.</summary>
public sealed record Receipt(
    string Number, string Sha256, long Bytes, DateTimeOffset ReceivedAt, string? FileName,
    IReadOnlyList<SubmittedFile> Files, string PackVersion, string RubricVersion);

/// <param name="Open">Whether another upload would still count.</param>
/// <param name="Finished">Whether the page has nothing more to wait for.</param>
public sealed record SubmissionModel(
    string Token, int Number, string Title, Receipt Receipt, bool Open, TimeZoneInfo? Zone, bool Finished, IReadOnlyList<RunStep> Steps, CandidateResult? Result);
