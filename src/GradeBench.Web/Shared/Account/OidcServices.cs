using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace GradeBench.Web.Shared.Account;

internal static class OidcServices
{
    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        authentication.Services.AddOptions<OidcOptions>().BindConfiguration("Oidc").ValidateDataAnnotations().ValidateOnStart();
        var oidc = configuration.GetSection("Oidc").Get<OidcOptions>() ?? new OidcOptions();
        Validator.ValidateObject(oidc, new ValidationContext(oidc), validateAllProperties: true);

        return oidc.Configured ? authentication.AddOpenIdConnect(OidcOptions.Scheme, options => Configure(options, oidc)) : authentication;
    }

    private static void Configure(OpenIdConnectOptions options, OidcOptions oidc)
    {
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.Authority = oidc.Authority!.ToString();
        options.RequireHttpsMetadata = !oidc.Authority.IsLoopback;
        (options.ClientId, options.ClientSecret) = (oidc.ClientId, oidc.ClientSecret);
        options.CallbackPath = "/sign-in/organisation/callback";
        options.ResponseType = OpenIdConnectResponseType.Code;

        // An answer in the address comes with cookies that are kept to our own site; one in a form of theirs would not.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey("email", "email");
        options.ClaimActions.MapJsonKey("email_verified", "email_verified");
        options.ClaimActions.MapJsonKey("name", "name");
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "email", "profile" }) options.Scope.Add(scope);

        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events.OnRemoteFailure = context =>
        {
            // Refused there, too slow, or not asked for by us: the page says so, and what the provider wrote is not shown.
            context.HandleResponse();
            context.Response.Redirect("/sign-in/organisation/done");
            return Task.CompletedTask;
        };
    }
}
