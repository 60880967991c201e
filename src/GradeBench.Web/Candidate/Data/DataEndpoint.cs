using GradeBench.Core.Candidates;
using GradeBench.Core.Consents;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Candidate.Data;

/// <summary>The candidate's own data: what is kept, an archive of it, agreements that can be taken back, and erasing all of it.</summary>
internal sealed class DataEndpoint(GradeBenchDbContext db, ConsentService consents, CandidateErasure erasure)
{
    /// <summary>What must be typed before everything is erased, because there is no way back.</summary>
    public const string Word = "erase";

    public static Task<IResult> GetAsync(string token, string? notice, DataEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(token, [], notice == "agreements" ? "Your agreement is changed." : null, StatusCodes.Status200OK, cancellationToken);

    public static async Task<IResult> ExportAsync(string token, CandidateExport export, CancellationToken cancellationToken) =>
        await export.ReadAsync(token, cancellationToken) is { } archive
            ? TypedResults.File(archive, "application/zip", "my-gradebench-data.zip")
            : TypedResults.NotFound();

    public static async Task<IResult> AgreeAsync(string token, HttpContext context, ConsentService consents, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var answers = new Dictionary<ConsentPurpose, bool> { [ConsentPurpose.ShareResult] = form["share"] == "yes" };
        return await consents.RecordAsync(token, answers, cancellationToken)
            ? TypedResults.LocalRedirect($"/c/{token}/data?notice=agreements")
            : TypedResults.NotFound();
    }

    public static async Task<IResult> EraseAsync(
        string token, HttpContext context, CandidateErasure erasure, DataEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!string.Equals(form["word"].ToString().Trim(), Word, StringComparison.OrdinalIgnoreCase))
        {
            return await endpoint.ShowAsync(
                token, [new("word", $"Type the word “{Word}” to confirm. Nothing was erased.")], null, StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        return await erasure.EraseAsync(token, cancellationToken) switch
        {
            EraseOutcome.Erased => Page.Show<ClosedPage, ClosedText>(ClosedText.Erased),
            EraseOutcome.Busy => await endpoint.ShowAsync(
                token, [new(null, "An upload of yours is being graded, so nothing was erased. Try again in a minute.")], null, StatusCodes.Status409Conflict, cancellationToken),
            EraseOutcome.Held => await endpoint.ShowAsync(
                token, [new(null, "Nothing was erased: your data has to be kept for now, for a legal reason. The page says more below.")], null, StatusCodes.Status409Conflict, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    private async Task<IResult> ShowAsync(string token, IReadOnlyList<FieldError> errors, string? notice, int status, CancellationToken cancellationToken)
    {
        var found = await db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null)
            .Select(i => new { i.Id, i.Assessment.Title, i.Candidate.Name, i.Candidate.Email, i.Candidate.TimeZone, Uploads = i.Attempt == null ? 0 : i.Attempt.Submissions.Count })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return TypedResults.NotFound();
        }

        var standing = await consents.StandingAsync(found.Id, cancellationToken);
        return Page.Show<DataPage, DataModel>(
            new(token, found.Title, found.Name, found.Email, found.TimeZone, found.Uploads,
                standing.TryGetValue(ConsentPurpose.ShareResult, out var shared) ? shared : null,
                await erasure.HeldSinceAsync(token, cancellationToken), errors, notice), status);
    }
}

/// <param name="HeldSince">Since when a legal hold keeps the data; null when nothing does.</param>
/// <param name="Shared">Whether the result may be shown to others; null before that was asked.</param>
public sealed record DataModel(
    string Token, string Title, string Name, string Email, string? TimeZone, int Uploads, bool? Shared, DateTimeOffset? HeldSince, IReadOnlyList<FieldError> Errors, string? Notice);
