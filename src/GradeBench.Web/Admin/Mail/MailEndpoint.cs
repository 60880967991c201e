using GradeBench.Core.Audit;
using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Admin.Mail;

/// <summary>What candidates were written, what waits, and what could not be sent.</summary>
internal sealed class MailEndpoint(GradeBenchDbContext db, MailFolder folder, IOptions<MailOptions> options)
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(string? state, string? to, int? page, string? notice, MailEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ListAsync(state, Core.Candidates.Candidate.NormalizeEmail(to ?? ""), page, notice == "retried" ? "It is tried again now." : null, cancellationToken);

    public static async Task<IResult> OneAsync(Guid id, MailEndpoint endpoint, CancellationToken cancellationToken) => await endpoint.ShowAsync(id, cancellationToken);

    public static async Task<IResult> RetryAsync(
        Guid id, HttpContext context, MailOutbox outbox, AuditTrail audit, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await outbox.RetryAsync(id, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        audit.Add(context.User.Identity!.Name!, "mail.retried", $"mail {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.LocalRedirect("/admin/mail?notice=retried");
    }

    private async Task<IResult> ListAsync(string? view, string to, int? page, string? notice, CancellationToken cancellationToken)
    {
        var state = Enum.TryParse<MailState>(view, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : (MailState?)null;
        var mails = db.OutgoingMails.Where(m => state == null || m.State == state);
        if (to.Length > 0) mails = mails.Where(m => m.ToAddress.Contains(to));
        var total = await mails.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await mails.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(m => new MailRow(m.Id, m.Subject, m.ToAddress, m.CreatedAt, m.State, m.Attempts, m.LastError, m.DueAt, m.State != MailState.Sent && (m.Kind != MailKind.Invitation || m.Link != null)))
            .ToListAsync(cancellationToken);
        var server = options.Value is { Host.Length: > 0 } mail ? $"{mail.Host}:{mail.Port}" : null;
        return Page.Show<MailListPage, MailListModel>(new(rows, state, to, server, notice, number, PageSize, total));
    }

    private async Task<IResult> ShowAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.OutgoingMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } mail)
        {
            return TypedResults.NotFound();
        }

        // Only the file has the personal link; the database has forgotten it.
        var filed = mail.SentThrough is { } name ? folder.Find(name) : null;
        return Page.Show<MailPage, MailModel>(new(
            mail, filed?.Headers ?? MailText.Headers(mail.SentHeaders), MailText.Parts(filed?.Text ?? mail.Text.Replace(OutgoingMail.LinkPlace, "[the personal link]", StringComparison.Ordinal)), filed is not null));
    }
}

/// <param name="CanRetry">False when it was sent, or its link is forgotten.</param>
public sealed record MailRow(
    Guid Id, string Subject, string To, DateTimeOffset CreatedAt, MailState State, int Attempts, string? LastError, DateTimeOffset DueAt, bool CanRetry);

/// <param name="View">Null for all.</param>
/// <param name="Server">Null when mail goes into the folder.</param>
public sealed record MailListModel(
    IReadOnlyList<MailRow> Rows, MailState? View, string To, string? Server, string? Notice, int Page, int PageSize, int Total);

/// <param name="Filed">Whether this is the file itself.</param>
public sealed record MailModel(OutgoingMail Mail, IReadOnlyList<MailHeader> Headers, IReadOnlyList<MailPart> Parts, bool Filed);
