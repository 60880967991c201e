using GradeBench.Core.Users;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace GradeBench.Web.Shared.Account;

/// <summary>What the sign-in page shows again after a failed try; never the password.</summary>
public sealed record SignInModel(string Name, string ReturnUrl, IReadOnlyList<FieldError> Errors);

internal static class AccountEndpoints
{
    private const string Home = "/review";

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", Show);
        routes.MapPost("/sign-in", SignInAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-out", SignOutAsync);
    }

    private static IResult Show(HttpContext context, [FromQuery] string? returnUrl) =>
        context.User.Identity?.IsAuthenticated == true
            ? TypedResults.LocalRedirect(Local(returnUrl))
            : Page.Show<SignInPage, SignInModel>(new("", Local(returnUrl), []));

    private static async Task<IResult> SignInAsync(HttpContext context, SignInManager<User> signIn, UserManager<User> users)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["name"].ToString().Trim();
        var returnUrl = Local(form["returnUrl"]);

        var user = await users.FindByNameAsync(name) ?? await users.FindByEmailAsync(name);
        var result = user is null
            ? Microsoft.AspNetCore.Identity.SignInResult.Failed
            : await signIn.PasswordSignInAsync(user, form["password"].ToString(), isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return TypedResults.LocalRedirect(returnUrl);
        }

        // One sentence for every failure, a locked account included: it must not tell which names exist.
        FieldError error = new("name", "That name and password do not match, or too many tries failed. Check both, or wait 15 minutes.");
        return Page.Show<SignInPage, SignInModel>(new(name, returnUrl, [error]), StatusCodes.Status401Unauthorized);
    }

    private static async Task<RedirectHttpResult> SignOutAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static string Local(string? url) =>
        url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) ? url : Home;
}
