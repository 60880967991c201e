using GradeBench.Core;
using GradeBench.Core.Users;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Shared.Account;

internal static class SignInServices
{
    public const string SessionCookie = "gradebench-session";

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddUsers().AddUserStore<SignInSecrets>().AddSignInManager();
        services.AddHostedService<OlderSecrets>();
        services.Configure<IdentityOptions>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = 10;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        });
        // An account that is disabled, or gets another role or password, is out of its open sessions after this long.
        services.Configure<SecurityStampValidatorOptions>(stamps =>
        {
            stamps.ValidationInterval = TimeSpan.FromMinutes(1);

            // The account is read anew then, and knows nothing of how this session was opened.
            stamps.OnRefreshingPrincipal = refreshed =>
            {
                if (SecondStep.Done(refreshed.CurrentPrincipal!)) refreshed.NewPrincipal!.Identities.First().AddClaim(SecondStep.Claim);
                return Task.CompletedTask;
            };
        });
        services.Configure<IdentityPasskeyOptions>(passkeys => passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "required");
        services.AddOptions<SignInPolicy>().BindConfiguration("SignIn");
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        authentication.AddIdentityCookies();
        authentication.AddOidc(configuration);
        foreach (var scheme in new[] { IdentityConstants.ExternalScheme, IdentityConstants.TwoFactorUserIdScheme })
        {
            services.Configure<CookieAuthenticationOptions>(scheme, cookie => cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        }

        services.AddScoped<AccountEndpoint>();
        services.AddScoped<PasskeyEndpoint>();
        services.AddSingleton<SignInAnswer>();

        return services.ConfigureApplicationCookie(Harden);
    }

    private static void Harden(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = SessionCookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;

        // Plain http is for one's own machine; wherever https is spoken the cookie never leaves it.
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            // An administrator without a second step is told how to get one, not that the page is not theirs.
            if (context.HttpContext.User.IsInRole(RoleNames.Admin)
                && context.HttpContext.RequestServices.GetRequiredService<IOptions<SignInPolicy>>().Value.AdminsNeedSecondStep)
            {
                context.Response.Redirect("/account?notice=needed");
                return Task.CompletedTask;
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
