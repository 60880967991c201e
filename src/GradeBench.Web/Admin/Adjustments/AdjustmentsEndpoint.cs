using System.Globalization;
using GradeBench.Core.Adjustments;
using GradeBench.Core.Attempts;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Adjustments;

/// <summary>Requests for other conditions and their answers, sittings that run, and time lost through a fault of ours.</summary>
internal sealed class AdjustmentsEndpoint(
    GradeBenchDbContext db, AdjustmentService adjustments, DeadlineService deadlines, TimeProvider clock)
{
    private const int SittingsShown = 100;

    private static readonly TimeSpan LongestFault = TimeSpan.FromDays(7);

    public static Task<IResult> GetAsync(string? notice, AdjustmentsEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync([], StatusCodes.Status200OK, notice switch
        {
            "answered" => "The answer is stored, and the candidate sees it.",
            "extended" => "The sitting has more time; its page shows it within a minute.",
            "made-up" => "Every sitting that was open then has its time back.",
            "none" => "No sitting was open then, so nothing was changed.",
            _ => null,
        }, cancellationToken);

    public static async Task<IResult> AnswerAsync(
        Guid id, HttpContext context, AdjustmentsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (Number(form["percent"], AdjustmentService.MostPercent) is not { } percent || Number(form["minutes"], AdjustmentService.MostMinutes) is not { } minutes)
        {
            return await endpoint.RefuseAsync(
                $"percent-{id}", $"Enter whole numbers: up to {AdjustmentService.MostPercent} percent and {Shown.Count(AdjustmentService.MostMinutes)} minutes, 0 for none.", cancellationToken);
        }

        return await endpoint.Adjustments.AnswerAsync(id, percent, minutes, form["answer"], context.User.Identity!.Name!, cancellationToken) switch
        {
            AnswerOutcome.Answered => TypedResults.LocalRedirect("/admin/adjustments?notice=answered"),
            AnswerOutcome.AnsweredBefore => await endpoint.RefuseAsync(null, "Somebody has answered this request already; that answer stands.", cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    public static async Task<IResult> ExtendAsync(
        Guid id, HttpContext context, AdjustmentsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (Number(form["minutes"], AdjustmentService.MostMinutes) is not { } minutes || minutes == 0)
        {
            return await endpoint.RefuseAsync($"extend-{id}", $"Enter how many minutes to add, from 1 to {Shown.Count(AdjustmentService.MostMinutes)}.", cancellationToken);
        }

        return await endpoint.Deadlines.ExtendAsync(id, TimeSpan.FromMinutes(minutes), context.User.Identity!.Name!, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.LocalRedirect("/admin/adjustments?notice=extended");
    }

    public static async Task<IResult> MakeUpAsync(HttpContext context, AdjustmentsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (Moment(form["from"]) is not { } from || Moment(form["to"]) is not { } to || from >= to || to - from > LongestFault)
        {
            return await endpoint.RefuseAsync("lost-from", "Enter when the fault began and when it ended, in UTC, at most seven days apart.", cancellationToken);
        }

        var sittings = await endpoint.Deadlines.MakeUpAsync(from, to, context.User.Identity!.Name!, cancellationToken);
        return TypedResults.LocalRedirect($"/admin/adjustments?notice={(sittings > 0 ? "made-up" : "none")}");
    }

    private AdjustmentService Adjustments => adjustments;

    private DeadlineService Deadlines => deadlines;

    private static int? Number(string? text, int most) =>
        int.TryParse(string.IsNullOrWhiteSpace(text) ? "0" : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    // What a datetime-local field sends.
    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;

    private Task<IResult> RefuseAsync(string? field, string message, CancellationToken cancellationToken) =>
        ShowAsync([new(field, message)], StatusCodes.Status422UnprocessableEntity, null, cancellationToken);

    private async Task<IResult> ShowAsync(IReadOnlyList<FieldError> errors, int status, string? notice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var running = db.Attempts.Where(a => a.Deadline >= now && a.Invitation.RevokedAt == null);
        var sittings = await running
            .OrderBy(a => a.Deadline).Take(SittingsShown)
            .Select(a => new RunningSitting(a.Id, a.Candidate.Name, a.Candidate.Email, a.Assessment.Title, a.StartedAt, a.Deadline))
            .ToListAsync(cancellationToken);
        var requests = await adjustments.ListAsync(cancellationToken);
        return Page.Show<AdjustmentsPage, AdjustmentsModel>(
            new([.. requests.Where(r => r.AnsweredAt is null)], [.. requests.Where(r => r.AnsweredAt is not null)],
                sittings, await running.CountAsync(cancellationToken), errors, notice), status);
    }
}

/// <summary>A sitting whose clock runs.</summary>
public sealed record RunningSitting(
    Guid AttemptId, string Name, string Email, string Assessment, DateTimeOffset StartedAt, DateTimeOffset Deadline);

/// <param name="Running">How many sittings run; the list may hold fewer.</param>
public sealed record AdjustmentsModel(
    IReadOnlyList<OpenAdjustment> Waiting, IReadOnlyList<OpenAdjustment> Answered, IReadOnlyList<RunningSitting> Sittings, int Running,
    IReadOnlyList<FieldError> Errors, string? Notice);
