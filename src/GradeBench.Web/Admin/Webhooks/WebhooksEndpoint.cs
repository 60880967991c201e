using GradeBench.Core.Storage;
using GradeBench.Core.Webhooks;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Webhooks;

/// <summary>Who is told what, and whether it arrived.</summary>
internal sealed class WebhooksEndpoint(GradeBenchDbContext db, WebhookService webhooks, TimeProvider clock)
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(string? view, int? page, string? notice, WebhooksEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(view, page, "", [], [], null, notice switch
        {
            "removed" => "Nothing is sent there any more.",
            "retried" => "The worker was asked to try again.",
            _ => null,
        }, 200, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, WebhooksEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.AddAsync(form["url"].ToString().Trim(), [.. form["events"].OfType<string>()], context.User.Identity!.Name!, cancellationToken);
    }

    public static async Task<IResult> RemoveAsync(Guid id, HttpContext context, WebhookService webhooks, CancellationToken cancellationToken) =>
        await webhooks.RemoveAsync(id, context.User.Identity!.Name!, cancellationToken) ? TypedResults.LocalRedirect("/admin/webhooks?notice=removed") : TypedResults.NotFound();

    /// <summary>Answers with the page itself: the secret must not stand in an address.</summary>
    public static async Task<IResult> RenewSecretAsync(Guid id, HttpContext context, WebhooksEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.RenewAsync(id, context.User.Identity!.Name!, cancellationToken);

    public static async Task<IResult> RetryAsync(Guid id, HttpContext context, WebhookService webhooks, CancellationToken cancellationToken) =>
        await webhooks.RetryAsync(id, context.User.Identity!.Name!, cancellationToken) ? TypedResults.LocalRedirect("/admin/webhooks?notice=retried") : TypedResults.NotFound();

    private async Task<IResult> AddAsync(string url, string[] events, string actor, CancellationToken cancellationToken)
    {
        var errors = events.Length == 0 ? [new("events", "Choose what it is told about.")] : new List<FieldError>();
        if (errors.Count == 0 && await webhooks.AddAsync(url, events, actor, cancellationToken) is { } secret)
        {
            return await ShowAsync(null, 1, "", [], [], new(url, secret, null), null, 201, cancellationToken);
        }

        if (errors.Count == 0) errors.Add(new("url", "Give an https address outside the own network, without a password in it."));
        return await ShowAsync(null, 1, url, events, errors, null, null, 422, cancellationToken);
    }

    private async Task<IResult> RenewAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        if (await webhooks.RenewSecretAsync(id, actor, cancellationToken) is not { } secret)
        {
            return TypedResults.NotFound();
        }

        var renewed = await db.Webhooks.Where(w => w.Id == id).Select(w => new NewSecret(w.Url, secret, w.PreviousSecretUntil)).SingleAsync(cancellationToken);
        return await ShowAsync(null, 1, "", [], [], renewed, null, 200, cancellationToken);
    }

    private async Task<IResult> ShowAsync(
        string? view, int? page, string url, IReadOnlyList<string> events, IReadOnlyList<FieldError> errors, NewSecret? made, string? notice, int status, CancellationToken cancellationToken)
    {
        var state = Enum.TryParse<WebhookDeliveryState>(view, ignoreCase: true, out var asked) ? asked : (WebhookDeliveryState?)null;
        var deliveries = db.WebhookDeliveries.Where(d => state == null || d.State == state);
        var total = await deliveries.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await deliveries.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(d => new DeliveryRow(d.Id, d.Webhook.Url, d.Event, d.CreatedAt, d.State, d.Attempts, d.LastStatus, d.LastError, d.DeliveredAt))
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var all = await db.Webhooks.AsNoTracking().Where(w => w.RemovedAt == null).OrderBy(w => w.CreatedAt)
            .Select(w => new WebhookRow(w.Id, w.Url, w.Events, w.CreatedBy, w.CreatedAt, w.PreviousSecretUntil > now ? w.PreviousSecretUntil : null)).ToListAsync(cancellationToken);
        return Page.Show<WebhooksPage, WebhooksModel>(new(all, rows, state, url, events, errors, made, notice, number, PageSize, total), status);
    }
}

/// <param name="OldSecretUntil">Until when the secret before the present one signs, too; null when it does not.</param>
public sealed record WebhookRow(Guid Id, string Url, IReadOnlyList<string> Events, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? OldSecretUntil);

public sealed record DeliveryRow(
    Guid Id, string Url, string Event, DateTimeOffset CreatedAt, WebhookDeliveryState State, int Attempts, int? LastStatus, string? LastError, DateTimeOffset? DeliveredAt);

/// <param name="Secret">Shown once; its holder checks signatures with it.</param>
/// <param name="OldUntil">Until when the secret that it replaces signs, too; null where it is the first.</param>
public sealed record NewSecret(string Url, string Secret, DateTimeOffset? OldUntil);

public sealed record WebhooksModel(
    IReadOnlyList<WebhookRow> Webhooks, IReadOnlyList<DeliveryRow> Rows, WebhookDeliveryState? View, string Url, IReadOnlyList<string> Events,
    IReadOnlyList<FieldError> Errors, NewSecret? Made, string? Notice, int Page, int PageSize, int Total);
