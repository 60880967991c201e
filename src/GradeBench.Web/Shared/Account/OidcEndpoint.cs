using System.Security.Claims;
using GradeBench.Core.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Shared.Account;

/// <summary>Signs people in whom their organisation knows. It says who they are, and never what they may do here.</summary>
internal static class OidcEndpoint
{
    /// <summary>Leads to the organisation. A link and not a form: our content security policy lets forms lead nowhere else.</summary>
    public static IResult Begin(string? returnUrl, SignInManager<User> signIn, IOptions<OidcOptions> oidc) => oidc.Value.Configured
        ? TypedResults.Challenge(
            signIn.ConfigureExternalAuthenticationProperties(
                OidcOptions.Scheme, $"/sign-in/organisation/done?returnUrl={Uri.EscapeDataString(AccountEndpoints.Local(returnUrl))}"),
            [OidcOptions.Scheme])
        : TypedResults.NotFound();

    public static async Task<IResult> DoneAsync(
        string? returnUrl, HttpContext context, SignInManager<User> signIn, OrganisationAccounts accounts, SignInAnswer answer, CancellationToken cancellationToken)
    {
        var info = await signIn.GetExternalLoginInfoAsync();
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (info?.Principal.FindFirst("sub") is not { } subject)
        {
            return answer.Failed(returnUrl, "Your organisation's sign-in did not come to an end. Try it again.");
        }

        // A subject is unique within its issuer only.
        var member = new OrganisationMember(OidcOptions.Scheme, $"{subject.Issuer} {subject.Value}", Vouched(info.Principal), info.Principal.FindFirstValue("name"));
        var result = await SignInAsync(signIn, member);
        var made = false;
        if (result == SignInResult.Failed)
        {
            if (member.Email is null)
            {
                return answer.Failed(returnUrl, "Your organisation does not vouch for an e-mail address of yours, so we cannot tell which account is yours. Ask an administrator.");
            }

            made = await accounts.TieAsync(member, cancellationToken);
            result = await SignInAsync(signIn, member);
        }

        if (result.RequiresTwoFactor)
        {
            return TypedResults.LocalRedirect(AccountEndpoints.SecondStep(returnUrl));
        }

        if (!result.Succeeded)
        {
            return answer.Failed(returnUrl, "This account cannot be signed in to now. Wait 15 minutes, or ask an administrator.");
        }

        if (info.Principal.HasClaim(SecondStep.Claim.Type, SecondStep.Claim.Value)
            && await signIn.UserManager.FindByLoginAsync(member.Provider, member.Key) is { } user)
        {
            await signIn.SignInWithClaimsAsync(user, isPersistent: false, [SecondStep.Claim]);
        }

        return TypedResults.LocalRedirect(made ? "/account?notice=new" : AccountEndpoints.Local(returnUrl));
    }

    private static Task<SignInResult> SignInAsync(SignInManager<User> signIn, OrganisationMember member) =>
        signIn.ExternalLoginSignInAsync(member.Provider, member.Key, isPersistent: false, bypassTwoFactor: false);

    private static string? Vouched(ClaimsPrincipal principal) =>
        string.Equals(principal.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase) ? principal.FindFirstValue("email") : null;
}
