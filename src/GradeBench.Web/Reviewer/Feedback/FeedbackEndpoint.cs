using GradeBench.Core.Feedback;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Reviewer.Feedback;

/// <summary>What candidates wait for: feedback that is not released, and another look at a criterion. Blind, as every review is.</summary>
internal sealed class FeedbackEndpoint(
    GradeBenchDbContext db, FeedbackService feedback, RecheckService rechecks, IOptions<FeedbackOptions> options, TimeProvider clock)
{
    private const int Shown = 50;

    public static Task<IResult> GetAsync(string? notice, FeedbackEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync([], StatusCodes.Status200OK, notice switch
        {
            "released" => "The feedback is released; the candidate can read it now.",
            "answered" => "The answer is stored, and the candidate sees it.",
            _ => null,
        }, cancellationToken);

    public static async Task<IResult> ReleaseAsync(Guid id, HttpContext context, FeedbackEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.Feedback.ReleaseAsync(id, context.User.Identity!.Name!, cancellationToken) switch
        {
            ReleaseOutcome.Released or ReleaseOutcome.ReleasedBefore => TypedResults.LocalRedirect("/review/feedback?notice=released"),
            ReleaseOutcome.StillOpen open => await endpoint.RefuseAsync($"The candidate can still upload until {Web.Shared.Shown.Utc(open.Deadline)} UTC; release it after that.", cancellationToken),
            ReleaseOutcome.NotGraded => await endpoint.RefuseAsync("No upload of this sitting is graded yet, so there is nothing to release.", cancellationToken),
            _ => TypedResults.NotFound(),
        };

    public static async Task<IResult> AnswerAsync(Guid id, HttpContext context, FeedbackEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.Rechecks.AnswerAsync(id, form["agreed"] == "yes", form["answer"], context.User.Identity!.Name!, cancellationToken)
            ? TypedResults.LocalRedirect("/review/feedback?notice=answered")
            : await endpoint.RefuseAsync("Nothing was stored: say in the answer what you found. If somebody has answered already, that answer stands.", cancellationToken);
    }

    private FeedbackService Feedback => feedback;

    private RecheckService Rechecks => rechecks;

    private Task<IResult> RefuseAsync(string message, CancellationToken cancellationToken) =>
        ShowAsync([new(null, message)], StatusCodes.Status422UnprocessableEntity, null, cancellationToken);

    private async Task<IResult> ShowAsync(IReadOnlyList<FieldError> errors, int status, string? notice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var after = options.Value.ReleaseAfter;

        // What is released by itself waits for nobody.
        var unreleased = db.Attempts.Where(a => a.FeedbackRelease == null && a.Deadline < now
            && (!options.Value.ReleaseByItself || a.Deadline > now - after)
            && a.Submissions.Any(s => s.Runs.Any(r => r.State == RunState.Graded)));
        var waiting = await unreleased
            .OrderBy(a => a.Deadline).Take(Shown)
            .Select(a => new WaitingFeedback(
                a.Id, a.Submissions.OrderByDescending(s => s.Number).First().Id, a.Assessment.Title, a.Deadline, options.Value.ReleaseByItself ? a.Deadline + after : null))
            .ToListAsync(cancellationToken);
        var asked = await rechecks.ListAsync(cancellationToken);
        return Page.Show<FeedbackPage, FeedbackModel>(
            new([.. asked.Where(r => r.AnsweredAt is null)], [.. asked.Where(r => r.AnsweredAt is not null)], waiting,
                await unreleased.CountAsync(cancellationToken), errors, notice), status);
    }
}

/// <summary>A sitting that has ended and whose feedback nobody has released.</summary>
/// <param name="SubmissionId">The upload that counts.</param>
/// <param name="ByItselfAt">When it is released by itself; null when it never is.</param>
public sealed record WaitingFeedback(Guid AttemptId, Guid SubmissionId, string Assessment, DateTimeOffset Deadline, DateTimeOffset? ByItselfAt);

/// <param name="Unreleased">How many sittings wait; the list may hold fewer.</param>
public sealed record FeedbackModel(
    IReadOnlyList<OpenRecheck> Asked, IReadOnlyList<OpenRecheck> Answered, IReadOnlyList<WaitingFeedback> Waiting, int Unreleased,
    IReadOnlyList<FieldError> Errors, string? Notice);
