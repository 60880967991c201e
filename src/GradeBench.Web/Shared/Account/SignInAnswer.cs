using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Shared.Account;

/// <summary>The sign-in page, blank or with what went wrong.</summary>
internal sealed class SignInAnswer(IOptions<OidcOptions> oidc)
{
    public IResult Blank(string? returnUrl) => Show("", returnUrl, null, StatusCodes.Status200OK);

    public IResult Failed(string? returnUrl, string message, string name = "", string? field = null) =>
        Show(name, returnUrl, new(field, message), StatusCodes.Status401Unauthorized);

    private RazorComponentResult<SignInPage> Show(string name, string? returnUrl, Components.FieldError? error, int status) => Page.Show<SignInPage, SignInModel>(
        new(name, AccountEndpoints.Local(returnUrl), oidc.Value.Configured ? oidc.Value.Name : null, error is null ? [] : [error]), status);
}
