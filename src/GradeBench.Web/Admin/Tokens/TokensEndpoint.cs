using System.Globalization;
using GradeBench.Core.Storage;
using GradeBench.Core.Tokens;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Tokens;

/// <summary>What other programs sign in with.</summary>
internal sealed class TokensEndpoint(GradeBenchDbContext db, ApiTokens tokens, TimeProvider clock)
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(int? page, string? notice, TokensEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(page, new("", [], 90), [], null, notice == "revoked" ? "The token is useless from now on." : null, 200, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, TokensEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.IssueAsync(
            new(form["name"].ToString().Trim(), [.. form["scopes"].OfType<string>()], int.TryParse(form["days"], CultureInfo.InvariantCulture, out var days) ? days : 0),
            context.User.Identity!.Name!, cancellationToken);
    }

    public static async Task<IResult> RevokeAsync(Guid id, HttpContext context, ApiTokens tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(id, context.User.Identity!.Name!, cancellationToken) ? TypedResults.LocalRedirect("/admin/tokens?notice=revoked") : TypedResults.NotFound();

    private async Task<IResult> IssueAsync(TokenForm form, string actor, CancellationToken cancellationToken)
    {
        var errors = form.Check();
        if (errors.Count > 0)
        {
            return await ShowAsync(1, form, errors, null, null, 422, cancellationToken);
        }

        var issued = await tokens.IssueAsync(form.Name, form.Scopes, TimeSpan.FromDays(form.Days), actor, cancellationToken);

        // Shown in the answer itself and nowhere again: only the secret's hash is stored.
        return await ShowAsync(1, new("", [], 90), [], new(form.Name, issued.Secret, issued.ExpiresAt), null, 201, cancellationToken);
    }

    private async Task<IResult> ShowAsync(
        int? page, TokenForm form, IReadOnlyList<FieldError> errors, NewToken? made, string? notice, int status, CancellationToken cancellationToken)
    {
        var total = await db.ApiTokens.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await db.ApiTokens.AsNoTracking().OrderByDescending(t => t.CreatedAt).Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return Page.Show<TokensPage, TokensModel>(new(form, errors, made, notice, rows, clock.GetUtcNow(), number, PageSize, total), status);
    }
}

/// <summary>What was filled in, so that nobody chooses it twice.</summary>
/// <param name="Days">How long the token can be used.</param>
public sealed record TokenForm(string Name, IReadOnlyList<string> Scopes, int Days)
{
    internal List<FieldError> Check()
    {
        var errors = new List<FieldError>();
        if (Name.Length is 0 or > ApiToken.LongestName || Name.Any(char.IsControl)) errors.Add(new("name", $"Name the program, in at most {ApiToken.LongestName} characters."));
        if (Scopes.Count == 0 || Scopes.Except(ApiScopes.All).Any()) errors.Add(new("scopes", "Choose what the token may do."));
        if (Days is < 1 or > 366) errors.Add(new("days", "A token ends after 1 to 366 days."));
        return errors;
    }
}

public sealed record NewToken(string Name, string Secret, DateTimeOffset ExpiresAt);

public sealed record TokensModel(
    TokenForm Form, IReadOnlyList<FieldError> Errors, NewToken? Made, string? Notice, IReadOnlyList<ApiToken> Rows, DateTimeOffset Now, int Page, int PageSize, int Total);
