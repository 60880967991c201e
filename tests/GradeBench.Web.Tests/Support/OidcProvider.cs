using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace GradeBench.Web.Tests.Support;

/// <summary>A real OpenID Connect provider in this process. It signs everybody in at once, as whom the test says.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string ClientId = "gradebench";

    public const string ClientSecret = "a secret of the two";

    /// <summary>Of everything it issues, by the clock on the wall: longer than a check takes on any machine.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    private readonly WebApplication _app;

    private OidcProvider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Whom the provider signs in next.</summary>
    public Person Next { get; set; } = new("nobody", null, false);

    public static async Task<OidcProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        OidcProvider? provider = null;
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            // Without a database of clients: the one there is is known here.
            server.EnableDegradedMode();
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.RegisterScopes(Scopes.Email, Scopes.Profile);
            server.SetAuthorizationCodeLifetime(Validity).SetAccessTokenLifetime(Validity).SetIdentityTokenLifetime(Validity);
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId) context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret) context.Reject(Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.Principal = provider!.Next.Principal(context.Request.GetScopes());
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        provider = new OidcProvider(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Person(string Subject, string? Email, bool Verified, bool SecondStep = false)
    {
        public ClaimsPrincipal Principal(System.Collections.Immutable.ImmutableArray<string> scopes)
        {
            var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            identity.SetClaim(Claims.Subject, Subject).SetClaim(Claims.Name, $"Generated {Subject}").SetClaim(Claims.EmailVerified, Verified);
            if (Email is not null) identity.SetClaim(Claims.Email, Email);
            if (SecondStep) identity.SetClaims(Claims.AuthenticationMethodReference, ["pwd", "mfa"]);
            identity.SetScopes(scopes);
            identity.SetDestinations(_ => [Destinations.IdentityToken]);
            return new ClaimsPrincipal(identity);
        }
    }
}
