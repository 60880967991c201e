using GradeBench.Core.Tokens;
using GradeBench.Web.Shared.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.OpenApi;

namespace GradeBench.Web.Api;

/// <summary>The JSON API for other programs. Each route names the one scope that opens it.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api/v1";

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi($"{Prefix}/openapi.json").AllowAnonymous();

        var api = routes.MapGroup(Prefix).RequireRateLimiting(RateLimits.Api).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        Scoped(api.MapGet("invitations", InvitationsApi.ListAsync), ApiScopes.ReadInvitations, "Invitations, the oldest first");
        Scoped(api.MapGet("invitations/{id:guid}", InvitationsApi.GetAsync), ApiScopes.ReadInvitations, "One invitation");
        Scoped(api.MapPost("invitations", InvitationsApi.PostAsync), ApiScopes.WriteInvitations, "Make a personal link");
        Scoped(api.MapDelete("invitations/{id:guid}", InvitationsApi.DeleteAsync), ApiScopes.WriteInvitations, "Withdraw a personal link");
        Scoped(api.MapGet("submissions", SubmissionsApi.ListAsync), ApiScopes.ReadSubmissions, "Submissions, the oldest first");
        Scoped(api.MapGet("submissions/{id:guid}", SubmissionsApi.GetAsync), ApiScopes.ReadSubmissions, "One submission");
        Scoped(api.MapGet("submissions/{id:guid}/result", SubmissionsApi.ResultAsync), ApiScopes.ReadResults, "What a submission scored, by criterion");
        Scoped(api.MapGet("rubrics", RubricsApi.ListAsync), ApiScopes.ReadRubrics, "Published rubric versions, the oldest first");
        Scoped(api.MapGet("rubrics/{id:guid}", RubricsApi.GetAsync), ApiScopes.ReadRubrics, "One rubric version with its text");
    }

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddScopes();
        return services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => $"/{description.RelativePath}".StartsWith(Prefix, StringComparison.Ordinal);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "GradeBench",
                    Version = "v1",
                    Description = "Send a token as `Authorization: Bearer`. Each route names the scope it needs. Lists come in parts: pass `next` as `after`. Refusals are problem details.",
                };
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Issued by an administrator, shown once." },
                };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
                return Task.CompletedTask;
            });
        });
    }

    private static void AddScopes(this Microsoft.AspNetCore.Authorization.AuthorizationBuilder authorization)
    {
        foreach (var scope in ApiScopes.All)
        {
            authorization.AddPolicy(PolicyOf(scope), policy => policy
                .AddAuthenticationSchemes(ApiTokenHandler.SchemeName)
                .RequireAuthenticatedUser()
                .RequireClaim(ApiTokenHandler.ScopeClaim, scope));
        }
    }

    private static void Scoped(RouteHandlerBuilder route, string scope, string summary) => route
        .RequireAuthorization(PolicyOf(scope))
        .WithMetadata(new RequiredScope(scope))
        .WithSummary(summary)
        .WithDescription($"Scope `{scope}`.")
        .WithTags(scope[..scope.IndexOf(':', StringComparison.Ordinal)]);

    private static string PolicyOf(string scope) => $"api {scope}";
}

/// <summary>The scope a route needs; tests try each route with every token.</summary>
internal sealed record RequiredScope(string Scope);
