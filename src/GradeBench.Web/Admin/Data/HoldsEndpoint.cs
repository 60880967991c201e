using GradeBench.Core.Intake;
using GradeBench.Core.Retention;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Data;

/// <summary>What must be kept whatever the policy says and whoever asks. The list leads to neither a name nor a submission.</summary>
internal sealed class HoldsEndpoint(GradeBenchDbContext db, LegalHolds holds)
{
    private const int PageSize = 50;

    private static readonly HoldForm Empty = new("", "");

    public static async Task<IResult> GetAsync(string? find, bool? lifted, int? page, string? notice, HoldsEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(Empty, [], find?.Trim() ?? "", lifted ?? false, page ?? 1, notice switch
        {
            "placed" => "The hold is in force. Neither the policy nor the person can have the data deleted.",
            "lifted" => "The hold is lifted. The policy and the person can have the data deleted again.",
            _ => null,
        }, 200, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, HoldsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.PlaceAsync(new(form["about"].ToString().Trim(), form["reason"].ToString()), context.User.Identity!.Name!, cancellationToken);
    }

    public static async Task<IResult> LiftAsync(Guid id, HttpContext context, LegalHolds holds, CancellationToken cancellationToken) =>
        await holds.LiftAsync(id, context.User.Identity!.Name!, cancellationToken) ? TypedResults.LocalRedirect("/admin/data/holds?notice=lifted") : TypedResults.NotFound();

    private async Task<IResult> PlaceAsync(HoldForm form, string actor, CancellationToken cancellationToken)
    {
        var reason = FreeText.Of(form.Reason, LegalHold.LongestReason);
        if (reason is null || reason.Length < LegalHold.ShortestReason)
        {
            return await RefuseAsync(form, new("reason", $"Say why it must be kept, in {LegalHold.ShortestReason} to {LegalHold.LongestReason} characters."), cancellationToken);
        }

        return await holds.PlaceAsync(form.About, reason, actor, cancellationToken) switch
        {
            HoldOutcome.Placed => TypedResults.LocalRedirect("/admin/data/holds?notice=placed"),
            HoldOutcome.HeldBefore => await RefuseAsync(form, new("about", "A hold is in force for that already, or it was erased before."), cancellationToken),
            _ => await RefuseAsync(form, new("about", "No upload has that receipt number, and nobody that address. Type a number like GB-3F2A-91BC-77D0, or the whole address."), cancellationToken),
        };
    }

    private Task<IResult> RefuseAsync(HoldForm form, FieldError error, CancellationToken cancellationToken) =>
        ShowAsync(form, [error], "", false, 1, null, StatusCodes.Status422UnprocessableEntity, cancellationToken);

    private async Task<IResult> ShowAsync(
        HoldForm form, IReadOnlyList<FieldError> errors, string find, bool lifted, int page, string? notice, int status, CancellationToken cancellationToken)
    {
        var found = db.LegalHolds.Where(h => h.LiftedAt != null == lifted);
        if (find.Length > 0)
        {
            var invitations = await holds.FindAsync(find, cancellationToken);
            found = found.Where(h => invitations.Contains(h.InvitationId));
        }

        var total = await found.CountAsync(cancellationToken);
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await found.OrderByDescending(h => h.PlacedAt).ThenByDescending(h => h.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(h => new HoldRow(h.Id, h.Invitation.Assessment.Title, h.Invitation.CreatedAt, h.Reason, h.PlacedBy, h.PlacedAt, h.LiftedBy, h.LiftedAt))
            .ToListAsync(cancellationToken);
        return Page.Show<HoldsPage, HoldsModel>(new(form, errors, notice, find, lifted, rows, number, PageSize, total), status);
    }
}

/// <param name="About">A receipt's number or an address.</param>
public sealed record HoldForm(string About, string Reason);

public sealed record HoldRow(
    Guid Id, string Assessment, DateTimeOffset InvitedAt, string Reason, string PlacedBy, DateTimeOffset PlacedAt, string? LiftedBy, DateTimeOffset? LiftedAt);

/// <param name="Find">Which receipt's or person's holds are shown; empty for all.</param>
/// <param name="Lifted">Whether earlier ones are shown.</param>
public sealed record HoldsModel(
    HoldForm Form, IReadOnlyList<FieldError> Errors, string? Notice, string Find, bool Lifted, IReadOnlyList<HoldRow> Rows, int Page, int PageSize, int Total);
