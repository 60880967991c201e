using GradeBench.Core.Candidates;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Feedback;
using GradeBench.Core.Intake;
using GradeBench.Core.Practice;
using GradeBench.Core.Receipts;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Candidate;

/// <summary>One upload as its candidate sees it: the receipt, the progress, what is told at once, and the feedback once it is released.</summary>
internal sealed class SubmissionEndpoint(
    GradeBenchDbContext db, RunProgress progress, ReceiptReader receipts, FeedbackService feedback, FeedbackReader reader,
    RecheckService rechecks, StatedEfforts efforts, TimeProvider clock)
{
    public static Task<IResult> GetAsync(string token, int number, string? notice, SubmissionEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(
            token, number, [], notice switch
            {
                "recheck" => "Your request is sent; a person will look again.",
                "effort" => "Thank you. Your hours are kept, and counted only together with others’.",
                "effort-none" => "Nothing is kept of how long you worked.",
                _ => null,
            }, StatusCodes.Status200OK, cancellationToken);

    public static async Task<IResult> EventsAsync(
        string token, int number, GradeBenchDbContext db, RunEventStream events, HttpContext context, CancellationToken cancellationToken)
    {
        var id = await Own(db, token, number).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? TypedResults.NotFound() : events.Of(id.Value, context);
    }

    /// <summary>The receipt as a file, to keep.</summary>
    public static async Task<IResult> ReceiptAsync(
        string token, int number, GradeBenchDbContext db, ReceiptReader receipts, CancellationToken cancellationToken)
    {
        var id = await Own(db, token, number).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancellationToken);
        return id is { } found && await receipts.FindAsync(found, cancellationToken) is { } receipt
            ? TypedResults.Text(ReceiptFile.Write(receipt), "application/json")
            : TypedResults.NotFound();
    }

    public async Task<IResult> ShowAsync(
        string token, int number, IReadOnlyList<FieldError> errors, string? notice, int status, CancellationToken cancellationToken)
    {
        var found = await Own(db, token, number).AsNoTracking()
            .Include(s => s.Content)
            .Include(s => s.Attempt.Assessment)
            .Include(s => s.Attempt.Candidate)
            .Include(s => s.Attempt.PackVersion)
            .Include(s => s.Attempt.FeedbackRelease)
            .Include(s => s.Runs)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return TypedResults.NotFound();
        }

        var snapshot = await progress.FindLatestAsync(found.Id, cancellationToken);
        var latest = found.Runs.OrderByDescending(r => r.Number).First();
        var now = clock.GetUtcNow();
        var attempt = found.Attempt;
        return Page.Show<SubmissionPage, SubmissionModel>(
            new(token, number, attempt.Assessment.Title, (await receipts.FindAsync(found.Id, cancellationToken))!, now <= attempt.Deadline,
                CandidateTime.FindZoneBesideUtc(attempt.Candidate.TimeZone), snapshot!.IsFinished, RunSteps.Of(latest, found.ReceivedAt, snapshot.Ahead, now),
                LeftOut(found), await ReadAsync(found, cancellationToken), await efforts.FindOwnAsync(token, cancellationToken), errors, notice), status);
    }

    private static IQueryable<Submission> Own(GradeBenchDbContext db, string token, int number) =>
        db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null)
            .SelectMany(i => i.Attempt!.Submissions)
            .Where(s => s.Number == number);

    private static LeftOut LeftOut(Submission submission) => new(
        [.. SubmissionIntake.Reopen(submission.Content.Bytes).Ignored.Select(i => new IgnoredFile(i.Path, i.Reason, i.Files))],
        [.. submission.Files.Select(f => f.Path).Where(path => !submission.Attempt.PackVersion.FileRules.Includes(path))]);

    private async Task<ShownResult?> ReadAsync(Submission submission, CancellationToken cancellationToken)
    {
        var result = await db.Runs
            .Where(r => r.SubmissionId == submission.Id && r.State == RunState.Graded)
            .OrderByDescending(r => r.Number)
            .Select(r => r.Result)
            .FirstOrDefaultAsync(cancellationToken);
        if (result is null)
        {
            return null;
        }

        var attempt = submission.Attempt;
        var evidence = result.ReadEvidence();
        var state = feedback.StateOf(attempt);
        var check = UploadCheck.Of(evidence, attempt.PackVersion.Examples);
        if (state is not FeedbackState.Released)
        {
            return new(check, state, null, [], [], CanAsk: false);
        }

        var last = await db.Submissions.Where(s => s.AttemptId == attempt.Id).MaxAsync(s => s.Number, cancellationToken);
        var notes = await db.ReviewNotes
            .Where(n => n.Review.SubmissionId == submission.Id && n.ForCandidate && n.PublishedAt != null)
            .OrderBy(n => n.PublishedAt).Select(n => n.Text).ToListAsync(cancellationToken);
        return new(
            check, state, await reader.ReadAsync(submission.Id, cancellationToken), await rechecks.ListOfAsync(submission.Id, cancellationToken), notes,
            CanAsk: submission.Number == last);
    }
}

/// <summary>What of an upload is not graded.</summary>
public sealed record LeftOut(IReadOnlyList<IgnoredFile> Ignored, IReadOnlyList<string> NotGraded);

/// <summary>What a candidate may see of a result now.</summary>
/// <param name="Feedback">Null until it is released.</param>
public sealed record ShownResult(
    UploadCheck Check, FeedbackState State, CandidateFeedback? Feedback, IReadOnlyList<OpenRecheck> Rechecks, IReadOnlyList<string> Notes, bool CanAsk);

/// <param name="Open">Whether another upload would still count.</param>
/// <param name="Finished">Whether the page has nothing more to wait for.</param>
/// <param name="Result">Null until it is graded.</param>
/// <param name="StatedHours">What the candidate said of how long they worked; null for nothing.</param>
public sealed record SubmissionModel(
    string Token, int Number, string Title, Receipt Receipt, bool Open, TimeZoneInfo? Zone, bool Finished, IReadOnlyList<RunStep> Steps,
    LeftOut LeftOut, ShownResult? Result, decimal? StatedHours, IReadOnlyList<FieldError> Errors, string? Notice);
