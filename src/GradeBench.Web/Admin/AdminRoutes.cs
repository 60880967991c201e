using GradeBench.Web.Admin.Rubrics;
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
        admin.MapGet("published", PublishedEndpoint.GetAsync);
        admin.MapGet("audit", AuditEndpoint.GetAsync);
        admin.MapRubrics();
    }

    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddScoped<QueueEndpoint>()
        .AddRubricPages();
}
