using GradeBench.Core.Users;
using GradeBench.Web.Shared.Components;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Web.Shared.Account;

/// <summary>The second step of a sign-in: a code of the authenticator app, or a recovery code.</summary>
internal static class SecondStepEndpoint
{
    private const int AppDigits = 6;

    public static async Task<IResult> GetAsync(string? returnUrl, SignInManager<User> signIn, SignInAnswer answer) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? answer.Failed(returnUrl, "Sign in with your password first; the second step waits five minutes for you.")
            : Page.Show<SecondStepPage, SecondStepModel>(new(AccountEndpoints.Local(returnUrl), []));

    public static async Task<IResult> PostAsync(HttpContext context, SignInManager<User> signIn, SignInAnswer answer, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var returnUrl = AccountEndpoints.Local(form["returnUrl"]);
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return answer.Failed(returnUrl, "Sign in with your password first; the second step waits five minutes for you.");
        }

        var code = form["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        var result = code.Length == AppDigits && code.All(char.IsAsciiDigit)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        return result.Succeeded
            ? TypedResults.LocalRedirect(returnUrl)
            : Page.Show<SecondStepPage, SecondStepModel>(
                new(returnUrl, [new FieldError("code", "That code does not fit, was used before, or too many tries failed. Take the next one your app shows, or wait 15 minutes.")]),
                StatusCodes.Status401Unauthorized);
    }
}
