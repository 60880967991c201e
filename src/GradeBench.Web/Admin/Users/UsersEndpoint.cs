using System.Net.Mail;
using GradeBench.Core.Storage;
using GradeBench.Core.Users;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Users;

/// <summary>Who may sign in, and as what.</summary>
internal sealed class UsersEndpoint(GradeBenchDbContext db, UserAdministration users)
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(string? find, int? page, string? notice, UsersEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(find, page, new("", "", RoleNames.Reviewer), [], null, notice switch
        {
            "disabled" => "The account is disabled. Its sessions end within a minute.",
            "enabled" => "The account can sign in again.",
            "second-step-off" => "The second step is off; the password alone opens that account.",
            "role" => "The role is changed.",
            _ => null,
        }, 200, cancellationToken);

    public static async Task<IResult> PostAsync(HttpContext context, UsersEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.CreateAsync(
            new(form["name"].ToString().Trim(), form["email"].ToString().Trim(), form["role"].ToString()), Name(context), cancellationToken);
    }

    public static async Task<IResult> ResetAsync(Guid id, HttpContext context, UsersEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.AnswerAsync(id, await endpoint.ResetAsync(id, Name(context), cancellationToken), "", cancellationToken);

    public static async Task<IResult> DisableAsync(Guid id, HttpContext context, UsersEndpoint endpoint, UserAdministration users, CancellationToken cancellationToken) =>
        await endpoint.AnswerAsync(id, await users.DisableAsync(id, Name(context), cancellationToken), "disabled", cancellationToken);

    public static async Task<IResult> EnableAsync(Guid id, HttpContext context, UsersEndpoint endpoint, UserAdministration users, CancellationToken cancellationToken) =>
        await endpoint.AnswerAsync(id, await users.EnableAsync(id, Name(context), cancellationToken), "enabled", cancellationToken);

    public static async Task<IResult> SecondStepOffAsync(Guid id, HttpContext context, UsersEndpoint endpoint, UserAdministration users, CancellationToken cancellationToken) =>
        await endpoint.AnswerAsync(id, await users.TakeSecondStepOffAsync(id, Name(context), cancellationToken), "second-step-off", cancellationToken);

    public static async Task<IResult> RoleAsync(Guid id, HttpContext context, UsersEndpoint endpoint, UserAdministration users, CancellationToken cancellationToken)
    {
        var role = (await context.Request.ReadFormAsync(cancellationToken))["role"].ToString();
        return await endpoint.AnswerAsync(id, await users.SetRoleAsync(id, role, Name(context), cancellationToken), "role", cancellationToken);
    }

    private Task<AccountOutcome> ResetAsync(Guid id, string actor, CancellationToken cancellationToken) => users.ResetAsync(id, actor, cancellationToken);

    private async Task<IResult> CreateAsync(UserForm form, string actor, CancellationToken cancellationToken)
    {
        var errors = form.Check();
        if (errors.Count > 0)
        {
            return await ShowAsync(null, 1, form, errors, null, null, 422, cancellationToken);
        }

        return await users.CreateAsync(form.Email, form.Name, form.Role, actor, cancellationToken) switch
        {
            // Shown in the answer itself and nowhere again: only the password's hash is stored.
            AccountOutcome.Done { Password: { } password } => await ShowAsync(form.Email, 1, new("", "", RoleNames.Reviewer), [], new(form.Email, password), null, 201, cancellationToken),
            AccountOutcome.Refused refused => await ShowAsync(null, 1, form, [new("email", refused.Reason)], null, null, 422, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    private async Task<IResult> AnswerAsync(Guid id, AccountOutcome outcome, string notice, CancellationToken cancellationToken) => outcome switch
    {
        AccountOutcome.Done { Password: { } password } => await ShowAsync(
            null, 1, new("", "", RoleNames.Reviewer), [], new((await db.Users.Where(u => u.Id == id).Select(u => u.Email).SingleAsync(cancellationToken))!, password), null, 200, cancellationToken),
        AccountOutcome.Done => TypedResults.LocalRedirect($"/admin/users?notice={notice}"),
        AccountOutcome.Refused refused => await ShowAsync(null, 1, new("", "", RoleNames.Reviewer), [new(null, refused.Reason)], null, null, 409, cancellationToken),
        _ => TypedResults.NotFound(),
    };

    private async Task<IResult> ShowAsync(
        string? find, int? page, UserForm form, IReadOnlyList<FieldError> errors, NewPassword? made, string? notice, int status, CancellationToken cancellationToken)
    {
        var found = string.IsNullOrWhiteSpace(find)
            ? db.Users
            : db.Users.Where(u => EF.Functions.ILike(u.Email!, "%" + find.Trim() + "%") || EF.Functions.ILike(u.DisplayName, "%" + find.Trim() + "%"));
        var total = await found.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await found.AsNoTracking().OrderBy(u => u.Email)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(u => new
            {
                User = u,
                Role = (from member in db.UserRoles join role in db.Roles on member.RoleId equals role.Id where member.UserId == u.Id orderby role.Name select role.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);

        return Page.Show<UsersPage, UsersModel>(
            new(find ?? "", form, errors, made, notice, [.. rows.Select(r => new UserRow(r.User.Id, r.User.DisplayName, r.User.Email!, r.Role ?? "none", r.User.IsDisabled, r.User.TwoFactorEnabled))], number, PageSize, total),
            status);
    }

    private static string Name(HttpContext context) => context.User.Identity!.Name!;
}

/// <summary>What was filled in, so that nobody types it twice.</summary>
public sealed record UserForm(string Name, string Email, string Role)
{
    internal List<FieldError> Check()
    {
        var errors = new List<FieldError>();
        if (Name.Length is 0 or > 200 || Name.Any(char.IsControl)) errors.Add(new("name", "Enter a name of at most 200 characters."));
        if (Email.Length > 256 || !MailAddress.TryCreate(Email, out var address) || address.Address != Email) errors.Add(new("email", "Enter an e-mail address like name@example.com."));
        if (!RoleNames.All.Contains(Role)) errors.Add(new("role", "Choose a role."));
        return errors;
    }
}

public sealed record NewPassword(string Email, string Password);

public sealed record UserRow(Guid Id, string Name, string Email, string Role, bool Disabled, bool SecondStep);

public sealed record UsersModel(
    string Find, UserForm Form, IReadOnlyList<FieldError> Errors, NewPassword? Made, string? Notice, IReadOnlyList<UserRow> Rows, int Page, int PageSize, int Total);
