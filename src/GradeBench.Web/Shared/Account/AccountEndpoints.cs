using GradeBench.Core.Users;
using GradeBench.Web.Shared.Components;
using GradeBench.Web.Shared.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace GradeBench.Web.Shared.Account;

/// <summary>What the sign-in page shows again after a failed try; never the password.</summary>
/// <param name="Organisation">The organisation's sign-in by its name; null where there is none.</param>
public sealed record SignInModel(string Name, string ReturnUrl, string? Organisation, IReadOnlyList<FieldError> Errors);

internal static class AccountEndpoints
{
    private const string Home = "/review";

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", Show);
        routes.MapPost("/sign-in", SignInAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapGet("/sign-in/code", SecondStepEndpoint.GetAsync);
        routes.MapPost("/sign-in/code", SecondStepEndpoint.PostAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-in/passkey/options", PasskeyEndpoint.BeginSigningInAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-in/passkey", PasskeyEndpoint.SignInAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapGet("/sign-in/organisation", OidcEndpoint.Begin).RequireRateLimiting(RateLimits.SignIn);
        routes.MapGet("/sign-in/organisation/done", OidcEndpoint.DoneAsync);
        routes.MapPost("/sign-out", SignOutAsync);

        var own = routes.MapGroup("/account").RequireAuthorization();
        own.MapGet("", AccountEndpoint.GetAsync);
        own.MapGet("second-step", AccountEndpoint.SetUpAsync);
        var changes = own.MapGroup("").RequireRateLimiting(RateLimits.Account);
        changes.MapPost("password", AccountEndpoint.PasswordAsync);
        changes.MapPost("second-step/begin", AccountEndpoint.BeginAsync);
        changes.MapPost("second-step", AccountEndpoint.TurnOnAsync);
        changes.MapPost("second-step/codes", AccountEndpoint.CodesAsync);
        changes.MapPost("second-step/off", AccountEndpoint.TurnOffAsync);
        changes.MapPost("passkeys/options", PasskeyEndpoint.BeginAddingAsync);
        changes.MapPost("passkeys", PasskeyEndpoint.AddAsync);
        changes.MapPost("passkeys/remove", PasskeyEndpoint.RemoveAsync);
    }

    public static string Local(string? url) =>
        url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) ? url : Home;

    /// <summary>Where the second step of a sign-in is done.</summary>
    public static string SecondStep(string? returnUrl) => $"/sign-in/code?returnUrl={Uri.EscapeDataString(Local(returnUrl))}";

    private static IResult Show(HttpContext context, [FromQuery] string? returnUrl, SignInAnswer answer) =>
        context.User.Identity?.IsAuthenticated == true ? TypedResults.LocalRedirect(Local(returnUrl)) : answer.Blank(returnUrl);

    private static async Task<IResult> SignInAsync(HttpContext context, SignInManager<User> signIn, UserManager<User> users, SignInAnswer answer)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["name"].ToString().Trim();
        var returnUrl = Local(form["returnUrl"]);

        var user = await users.FindByNameAsync(name) ?? await users.FindByEmailAsync(name);
        var result = user is null
            ? Microsoft.AspNetCore.Identity.SignInResult.Failed
            : await signIn.PasswordSignInAsync(user, form["password"].ToString(), isPersistent: false, lockoutOnFailure: true);

        // One sentence for every failure, a locked account included: it must not tell which names exist.
        return result.Succeeded ? TypedResults.LocalRedirect(returnUrl)
            : result.RequiresTwoFactor ? TypedResults.LocalRedirect(SecondStep(returnUrl))
            : answer.Failed(returnUrl, "That name and password do not match, or too many tries failed. Check both, or wait 15 minutes.", name, "name");
    }

    private static async Task<RedirectHttpResult> SignOutAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/sign-in");
    }
}
