using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Api;

/// <summary>Personal links: made, listed and withdrawn.</summary>
internal static class InvitationsApi
{
    public static async Task<Ok<ApiPage<ApiInvitation>>> ListAsync(
        string? assessment, Guid? after, int? limit, GradeBenchDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var take = ApiPaging.Limit(limit);
        var found = await Read(db.Invitations
                .Where(i => (assessment == null || i.AssessmentId == assessment) && (after == null || i.Id.CompareTo(after.Value) > 0))
                .OrderBy(i => i.Id), clock.GetUtcNow())
            .Take(take + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ApiPage<ApiInvitation>.Of(found, take, i => i.Id));
    }

    public static async Task<Results<Ok<ApiInvitation>, ProblemHttpResult>> GetAsync(
        Guid id, GradeBenchDbContext db, TimeProvider clock, CancellationToken cancellationToken) =>
        await Read(db.Invitations.Where(i => i.Id == id), clock.GetUtcNow()).SingleOrDefaultAsync(cancellationToken) is { } invitation
            ? TypedResults.Ok(invitation)
            : ApiProblem.NotFound("invitation");

    public static async Task<Results<Created<ApiNewLink>, ProblemHttpResult, ValidationProblem>> PostAsync(
        ApiNewInvitation asked, HttpContext context, InvitationService invitations, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var errors = asked.Check();
        if (asked.Assessment is null || !await db.Assessments.AnyAsync(a => a.Id == asked.Assessment, cancellationToken))
        {
            errors["assessment"] = ["Name a published assessment, such as task-runner."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors, detail: "Nothing was made. Correct what errors names and send it again.");
        }

        var links = new Uri($"{context.Request.Scheme}://{context.Request.Host}/c/");
        var issued = await invitations.CreateAsync(
            new(asked.Assessment!, asked.Name!.Trim(), asked.Email!.Trim(), asked.ValidForHours is { } hours ? TimeSpan.FromHours(hours) : null, asked.Mail == true ? links : null),
            context.User.Identity!.Name!, cancellationToken);
        return TypedResults.Created($"/api/v1/invitations/{issued.InvitationId}", new ApiNewLink(issued.InvitationId, new Uri(links, issued.Token).AbsoluteUri, issued.ExpiresAt));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, HttpContext context, InvitationService invitations, CancellationToken cancellationToken) =>
        await invitations.RevokeAsync(id, context.User.Identity!.Name!, cancellationToken) ? TypedResults.NoContent() : ApiProblem.NotFound("open invitation");

    private static IQueryable<ApiInvitation> Read(IQueryable<Invitation> invitations, DateTimeOffset now) => invitations.Select(i => new ApiInvitation(
        i.Id, i.AssessmentId, i.Candidate.Name, i.Candidate.Email, i.CreatedAt, i.ExpiresAt,
        i.RevokedAt != null ? "withdrawn" : i.Attempt != null ? "started" : i.ExpiresAt <= now ? "expired" : "open"));
}

/// <param name="State"><c>open</c>, <c>started</c>, <c>expired</c> or <c>withdrawn</c>.</param>
internal sealed record ApiInvitation(
    Guid Id, string Assessment, string Name, string Email, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string State);

/// <param name="Assessment">For example <c>task-runner</c>.</param>
/// <param name="ValidForHours">How long the link can be used to start, 1 to 2160; left out for the installation's usual time.</param>
/// <param name="Mail">Whether the link is sent to the candidate by mail; left out for no.</param>
internal sealed record ApiNewInvitation(string? Assessment, string? Name, string? Email, [property: Range(1, 2160)] int? ValidForHours, bool? Mail)
{
    public Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>();
        if (Name?.Trim() is not { Length: > 0 and <= 200 } name || name.Any(char.IsControl)) errors["name"] = ["Give a name of at most 200 characters."];
        if (Email?.Trim() is not { Length: <= 320 } email || !MailAddress.TryCreate(email, out var address) || address.Address != email) errors["email"] = ["Give an address like name@example.com."];
        if (ValidForHours is < 1 or > 2160) errors["validForHours"] = ["Give 1 to 2160 hours, or leave it out."];
        return errors;
    }
}

/// <param name="Link">The personal link: told now and never again.</param>
internal sealed record ApiNewLink(Guid Id, string Link, DateTimeOffset ExpiresAt);
