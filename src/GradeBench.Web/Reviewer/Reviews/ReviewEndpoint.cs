using System.Globalization;
using GradeBench.Core.Reviews;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Reviewer.Reviews;

/// <summary>What a reviewer does on the scorecard page. Each act leads back to where it was done.</summary>
internal sealed class ReviewEndpoint(ReviewService reviews, ReviewNotes notes, IdentityReveals reveals, ScorecardEndpoint scorecards)
{
    public static async Task<IResult> LevelAsync(Guid id, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (form, place) = await ReadAsync(context, id, cancellationToken);
        var (criterion, level, reason) = (form["criterion"].ToString(), form["level"].ToString(), form["reason"].ToString().Trim());
        if (form["withdraw"].Count > 0)
        {
            return await endpoint.AnswerAsync(
                await endpoint.Reviews.WithdrawLevelAsync(id, criterion, place.Reader, cancellationToken),
                place with { Notice = "withdrawn" }, $"criterion-{criterion}", new("level", criterion, level, reason, false, []), cancellationToken);
        }

        var errors = new List<FieldError>();
        if (!int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 10)
        {
            errors.Add(new($"level-{criterion}", "Choose a level from 1 to 10."));
        }

        if (reason.Length is < ReviewLevel.ShortestReason or > ReviewLevel.LongestReason)
        {
            errors.Add(new($"reason-{criterion}", $"Say why, in {ReviewLevel.ShortestReason} to {ReviewLevel.LongestReason} characters."));
        }

        var failed = new FailedReview("level", criterion, level, reason, false, errors);
        return errors.Count > 0
            ? await endpoint.ShowAsync(place, failed, cancellationToken)
            : await endpoint.AnswerAsync(
                await endpoint.Reviews.GiveLevelAsync(new(id, criterion, number, reason, Machine(form)), place.Reader, cancellationToken),
                place with { Notice = "level" }, $"criterion-{criterion}", failed, cancellationToken);
    }

    public static async Task<IResult> FinishAsync(Guid id, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (_, place) = await ReadAsync(context, id, cancellationToken);
        return await endpoint.AnswerAsync(
            await endpoint.Reviews.FinishAsync(id, place.Reader, cancellationToken), place with { Notice = "finished" }, "review", Nothing, cancellationToken);
    }

    public static async Task<IResult> ReopenAsync(Guid id, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (_, place) = await ReadAsync(context, id, cancellationToken);
        return await endpoint.AnswerAsync(
            await endpoint.Reviews.ReopenAsync(id, place.Reader, cancellationToken), place with { Notice = "reopened" }, "review", Nothing, cancellationToken);
    }

    public static async Task<IResult> NoteAsync(Guid id, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (form, place) = await ReadAsync(context, id, cancellationToken);
        var (criterion, text, forCandidate) = (form["criterion"].ToString(), form["text"].ToString().Trim(), form["for"] == "candidate");
        List<FieldError> errors = text.Length is 0 or > ReviewNote.LongestText
            ? [new("note", $"Write the note, in at most {ReviewNote.LongestText} characters.")]
            : [];
        var failed = new FailedReview("note", criterion, "", text, forCandidate, errors);
        return errors.Count > 0
            ? await endpoint.ShowAsync(place, failed, cancellationToken)
            : await endpoint.AnswerAsync(
                await endpoint.Notes.AddAsync(new(id, criterion.Length > 0 ? criterion : null, text, forCandidate), place.Reader, cancellationToken),
                place with { Notice = "note" }, "notes", failed, cancellationToken);
    }

    public static async Task<IResult> RemoveNoteAsync(Guid id, Guid note, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (_, place) = await ReadAsync(context, id, cancellationToken);
        return await endpoint.AnswerAsync(
            await endpoint.Notes.RemoveAsync(id, note, place.Reader, cancellationToken), place with { Notice = "note-removed" }, "notes", Nothing, cancellationToken);
    }

    public static async Task<IResult> PublishAsync(Guid id, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (_, place) = await ReadAsync(context, id, cancellationToken);
        await endpoint.Notes.PublishAsync(id, place.Reader, cancellationToken);
        return TypedResults.LocalRedirect((place with { Notice = "published" }).Address("notes"));
    }

    public static async Task<IResult> RevealAsync(Guid id, HttpContext context, ReviewEndpoint endpoint, CancellationToken cancellationToken)
    {
        var (form, place) = await ReadAsync(context, id, cancellationToken);
        var reason = form["reason"].ToString().Trim();
        if (reason.Length is < IdentityReveal.ShortestReason or > IdentityReveal.LongestReason)
        {
            return await endpoint.ShowAsync(place, new("reveal", "", "", reason, false,
                [new("reveal-reason", $"Say why you need the name now, in {IdentityReveal.ShortestReason} to {IdentityReveal.LongestReason} characters.")]), cancellationToken);
        }

        return await endpoint.Reveals.RevealAsync(id, reason, place.Reader, cancellationToken)
            ? TypedResults.LocalRedirect((place with { Notice = "revealed" }).Address("main"))
            : TypedResults.NotFound();
    }

    /// <summary>The machine's score the form stood beside.</summary>
    private static decimal? Machine(IFormCollection form) =>
        decimal.TryParse(form["machine"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) ? score : null;

    private static FailedReview Nothing => new("", "", "", "", false, []);

    private ReviewService Reviews => reviews;

    private ReviewNotes Notes => notes;

    private IdentityReveals Reveals => reveals;

    private static async Task<(IFormCollection Form, ScorecardRequest Place)> ReadAsync(HttpContext context, Guid id, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var file = form["file"].ToString();
        return (form, new(
            id, context.User.Identity!.Name!, file.Length > 0 ? file : null,
            int.TryParse(form["part"], NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : 1, form["view"] == "changes"));
    }

    private async Task<IResult> AnswerAsync(
        ReviewOutcome outcome, ScorecardRequest done, string anchor, FailedReview failed, CancellationToken cancellationToken)
    {
        var back = done with { Notice = null };
        return outcome switch
        {
            ReviewOutcome.Done => TypedResults.LocalRedirect(done.Address(anchor)),
            ReviewOutcome.Superseded later => await ShowAsync(back, failed with
            {
                Errors = [new(null, "The candidate has uploaded again meanwhile, and that upload counts. Review that one.")],
                Later = later.LastSubmissionId,
            }, cancellationToken),
            ReviewOutcome.Finished => await ShowAsync(back, failed with { Errors = [new(null, "Your review is finished, so it stays as it is.")] }, cancellationToken),
            ReviewOutcome.SeenByNow => await ShowAsync(back, failed with
            {
                Errors = [new(null, "Somebody else has finished a review meanwhile, and you can see it. Settle what differs instead.")],
            }, cancellationToken),
            ReviewOutcome.MachineChanged changed => await ShowAsync(back, failed with
            {
                Errors = [new($"level-{failed.Criterion}", $"It was graded again meanwhile, and the machine now says {Web.Shared.Shown.Score(changed.Score)}. If your level still stands, record it again.")],
            }, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    private Task<IResult> ShowAsync(ScorecardRequest place, FailedReview failed, CancellationToken cancellationToken) =>
        scorecards.ShowAsync(place, null, failed, cancellationToken);
}
