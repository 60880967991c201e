using GradeBench.Web.Admin.Data;
using GradeBench.Web.Admin.Mail;
using GradeBench.Web.Admin.Rubrics;
using GradeBench.Web.Admin.Tokens;
using GradeBench.Web.Admin.Users;
using GradeBench.Web.Admin.Webhooks;
using GradeBench.Web.Admin.Workers;
using GradeBench.Web.Shared.Security;

namespace GradeBench.Web.Admin;

/// <summary>What only administrators see.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").RequireAuthorization(Policies.Admin);
        admin.MapGet("", QueueEndpoint.GetAsync);
        admin.MapPost("runs/{id:guid}/release", QueueEndpoint.ReleaseAsync);
        admin.MapPost("runs/release", QueueEndpoint.ReleaseAllAsync);
        admin.MapGet("workers", WorkersEndpoint.GetAsync);
        admin.MapGet("published", PublishedEndpoint.GetAsync);
        admin.MapPost("assessments/{id}/second-approval", PublishedEndpoint.SecondApprovalAsync);
        admin.MapGet("audit", AuditEndpoint.GetAsync);
        admin.MapRubrics();
        admin.MapData();

        admin.MapGet("mail", MailEndpoint.GetAsync);
        admin.MapGet("mail/{id:guid}", MailEndpoint.OneAsync);
        admin.MapPost("mail/{id:guid}/retry", MailEndpoint.RetryAsync);

        admin.MapGet("users", UsersEndpoint.GetAsync);
        admin.MapPost("users", UsersEndpoint.PostAsync);
        admin.MapPost("users/{id:guid}/reset", UsersEndpoint.ResetAsync);
        admin.MapPost("users/{id:guid}/disable", UsersEndpoint.DisableAsync);
        admin.MapPost("users/{id:guid}/enable", UsersEndpoint.EnableAsync);
        admin.MapPost("users/{id:guid}/second-step-off", UsersEndpoint.SecondStepOffAsync);
        admin.MapPost("users/{id:guid}/role", UsersEndpoint.RoleAsync);

        admin.MapGet("tokens", TokensEndpoint.GetAsync);
        admin.MapPost("tokens", TokensEndpoint.PostAsync);
        admin.MapPost("tokens/{id:guid}/revoke", TokensEndpoint.RevokeAsync);

        admin.MapGet("webhooks", WebhooksEndpoint.GetAsync);
        admin.MapPost("webhooks", WebhooksEndpoint.PostAsync);
        admin.MapPost("webhooks/{id:guid}/secret", WebhooksEndpoint.RenewSecretAsync);
        admin.MapPost("webhooks/{id:guid}/remove", WebhooksEndpoint.RemoveAsync);
        admin.MapPost("webhooks/deliveries/{id:guid}/retry", WebhooksEndpoint.RetryAsync);
    }

    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddScoped<QueueEndpoint>()
        .AddScoped<UsersEndpoint>()
        .AddScoped<TokensEndpoint>()
        .AddScoped<WebhooksEndpoint>()
        .AddScoped<MailEndpoint>()
        .AddRubricPages()
        .AddDataPages();
}
