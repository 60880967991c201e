using System.Text;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using GradeBench.Web.Reviewer.Queue;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Reviewer.Invitations;

/// <summary>Invites many people: a list first, then what it would do line by line, and only then the links, all or none.</summary>
internal sealed class ManyInvitationsEndpoint(GradeBenchDbContext db, InvitationBatch batch, IOptions<MailOptions> mail)
{
    public static async Task<IResult> GetAsync(ManyInvitationsEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync("", "", null, [], null, StatusCodes.Status200OK, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, ManyInvitationsEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.TakeAsync(
            form["assessment"].ToString(), await TextAsync(form, cancellationToken), form["confirm"].Count > 0, form["mail"] == "yes",
            PersonalLinks.Of(context), context.User.Identity!.Name!, cancellationToken);
    }

    private static async Task<string> TextAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files["file"] is not { Length: > 0 } file)
        {
            return form["people"].ToString();
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private async Task<IResult> TakeAsync(string assessment, string people, bool confirmed, bool mailed, Uri links, string actor, CancellationToken cancellationToken)
    {
        var lines = InvitationRows.Read(people);
        var errors = new List<FieldError>();
        if (!await db.Assessments.AnyAsync(a => a.Id == assessment, cancellationToken)) errors.Add(new("assessment", "Choose an assessment."));
        if (lines.Count == 0) errors.Add(new("people", "Enter at least one line with a name and an e-mail address."));
        if (lines.Count > InvitationBatch.Most) errors.Add(new("people", $"At most {InvitationBatch.Most} people at once; split the list."));
        if (lines.Count(l => l.Problem is not null) is var wrong and > 0) errors.Add(new("people", $"{Shown.Counted(wrong, "line is", "lines are")} wrong; nobody is invited until all are right."));
        if (errors.Count > 0 || !confirmed)
        {
            return await ShowAsync(
                assessment, people, lines, errors, null, errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK, cancellationToken);
        }

        var issued = await batch.CreateAsync([.. lines.Select(l => new NewInvitation(assessment, l.Name, l.Email, MailedAt: mailed ? links : null))], actor, cancellationToken);
        return await ShowAsync(
            "", "", null, [], [.. issued.Zip(lines, (i, l) => new MadeLink(l.Name, l.Email, new Uri(links, i.Token).AbsoluteUri, i.ExpiresAt))], StatusCodes.Status201Created, cancellationToken);
    }

    private async Task<IResult> ShowAsync(
        string assessment, string people, IReadOnlyList<InvitationLine>? lines, IReadOnlyList<FieldError> errors, IReadOnlyList<MadeLink>? made, int status,
        CancellationToken cancellationToken) =>
        Page.Show<ManyInvitationsPage, ManyInvitationsModel>(
            new(assessment, people, lines, errors, made,
                await db.Assessments.OrderBy(a => a.Title).Select(a => new AssessmentChoice(a.Id, a.Title)).ToListAsync(cancellationToken), mail.Value.Host.Length > 0), status);
}

/// <param name="Url">The whole personal link; stored nowhere.</param>
public sealed record MadeLink(string Name, string Email, string Url, DateTimeOffset ExpiresAt);

/// <param name="Lines">What the list says; null before there is one.</param>
/// <param name="HasServer">Whether mail reaches anybody.</param>
/// <param name="Made">The links, when they were made.</param>
public sealed record ManyInvitationsModel(
    string Assessment, string People, IReadOnlyList<InvitationLine>? Lines, IReadOnlyList<FieldError> Errors, IReadOnlyList<MadeLink>? Made,
    IReadOnlyList<AssessmentChoice> Assessments, bool HasServer);
