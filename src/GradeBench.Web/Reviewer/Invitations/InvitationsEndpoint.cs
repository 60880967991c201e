using System.Net.Mail;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using GradeBench.Web.Reviewer.Queue;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Reviewer.Invitations;

/// <summary>The address that personal links begin with: where whoever makes one is.</summary>
internal static class PersonalLinks
{
    public static Uri Of(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}/c/");
}

/// <summary>Makes personal links, lists them and withdraws them.</summary>
internal sealed class InvitationsEndpoint(
    GradeBenchDbContext db, InvitationService invitations, InvitationBatch batch, IOptions<MailOptions> mail, TimeProvider clock)
{
    private const int PageSize = 25;

    public static async Task<IResult> GetAsync(int? page, string? notice, InvitationsEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(page, new InvitationForm("", "", "", Mail: true), [], null, notice == "revoked" ? "The link was withdrawn." : null, 200, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, InvitationsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.CreateAsync(
            new(form["assessment"].ToString(), form["name"].ToString().Trim(), form["email"].ToString().Trim(), form["mail"] == "yes"), context, cancellationToken);
    }

    public static async Task<IResult> RevokeAsync(Guid id, HttpContext context, InvitationService invitations, CancellationToken cancellationToken) =>
        await invitations.RevokeAsync(id, context.User.Identity!.Name!, cancellationToken)
            ? TypedResults.LocalRedirect("/review/invitations?notice=revoked")
            : TypedResults.NotFound();

    /// <summary>A new link in the place of a lost one; shown in the answer and nowhere again.</summary>
    public static async Task<IResult> ReplaceAsync(Guid id, HttpContext context, InvitationsEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReplaceLinkAsync(id, context, cancellationToken);

    private async Task<IResult> ReplaceLinkAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var mailed = form["mail"] == "yes";
        if (await batch.ReplaceLinkAsync(id, mailed ? PersonalLinks.Of(context) : null, context.User.Identity!.Name!, cancellationToken) is not { } issued)
        {
            return TypedResults.NotFound();
        }

        var name = await db.Invitations.Where(i => i.Id == id).Select(i => i.Candidate.Name).SingleAsync(cancellationToken);
        var link = new NewLink(name, new Uri(PersonalLinks.Of(context), issued.Token).AbsoluteUri, issued.ExpiresAt, mailed);
        return await ShowAsync(1, new("", "", "", Mail: true), [], link, null, StatusCodes.Status200OK, cancellationToken);
    }

    private async Task<IResult> CreateAsync(InvitationForm form, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = form.Check(await AssessmentsAsync(cancellationToken));
        if (errors.Count > 0)
        {
            return await ShowAsync(1, form, errors, null, null, StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        var issued = await invitations.CreateAsync(
            new(form.Assessment, form.Name, form.Email, MailedAt: form.Mail ? PersonalLinks.Of(context) : null), context.User.Identity!.Name!, cancellationToken);
        var link = new NewLink(form.Name, new Uri(PersonalLinks.Of(context), issued.Token).AbsoluteUri, issued.ExpiresAt, form.Mail);

        // Shown in the answer itself and nowhere again: only the link's hash is stored.
        return await ShowAsync(1, new("", "", "", Mail: true), [], link, null, StatusCodes.Status201Created, cancellationToken);
    }

    private async Task<IResult> ShowAsync(
        int? page, InvitationForm form, IReadOnlyList<FieldError> errors, NewLink? made, string? notice, int status, CancellationToken cancellationToken)
    {
        var total = await db.Invitations.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var now = clock.GetUtcNow();
        var rows = await db.Invitations
            .OrderByDescending(i => i.CreatedAt)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(i => new InvitationRow(
                i.Id, i.Candidate.Name, i.Candidate.Email, i.Assessment.Title, i.CreatedAt, i.ExpiresAt,
                i.RevokedAt != null ? "Withdrawn" : i.Attempt != null ? "Started" : i.ExpiresAt <= now ? "Expired" : "Open"))
            .ToListAsync(cancellationToken);

        return Page.Show<InvitationsPage, InvitationsModel>(
            new(form, errors, made, notice, await AssessmentsAsync(cancellationToken), rows, mail.Value.Host.Length > 0, number, PageSize, total), status);
    }

    private Task<List<AssessmentChoice>> AssessmentsAsync(CancellationToken cancellationToken) =>
        db.Assessments.OrderBy(a => a.Title).Select(a => new AssessmentChoice(a.Id, a.Title)).ToListAsync(cancellationToken);
}

/// <summary>What was filled in, so that nobody types it twice.</summary>
/// <param name="Mail">Whether the link is sent by mail.</param>
public sealed record InvitationForm(string Assessment, string Name, string Email, bool Mail = false)
{
    internal List<FieldError> Check(IReadOnlyList<AssessmentChoice> assessments)
    {
        var errors = new List<FieldError>();
        if (assessments.All(a => a.Id != Assessment))
        {
            errors.Add(new("assessment", "Choose an assessment."));
        }

        if (Name.Length is 0 or > 200 || Name.Any(char.IsControl))
        {
            errors.Add(new("name", "Enter the candidate's name, at most 200 characters."));
        }

        if (Email.Length > 320 || !MailAddress.TryCreate(Email, out var address) || address.Address != Email)
        {
            errors.Add(new("email", "Enter an e-mail address like name@example.com."));
        }

        return errors;
    }
}

/// <param name="Url">The whole personal link.</param>
/// <param name="Mailed">Whether it goes to the candidate by mail, too.</param>
public sealed record NewLink(string Name, string Url, DateTimeOffset ExpiresAt, bool Mailed);

/// <summary>An invitation in the list. It has no way to the submission: whoever reviews must not learn whose it is here.</summary>
public sealed record InvitationRow(
    Guid Id, string Name, string Email, string Assessment, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string State);

/// <param name="HasServer">Whether mail reaches anybody.</param>
public sealed record InvitationsModel(
    InvitationForm Form, IReadOnlyList<FieldError> Errors, NewLink? Made, string? Notice,
    IReadOnlyList<AssessmentChoice> Assessments, IReadOnlyList<InvitationRow> Rows, bool HasServer, int Page, int PageSize, int Total);
