namespace GradeBench.Web.Admin.Data;

/// <summary>How long data is kept, what would go, and what must not.</summary>
internal static class DataRoutes
{
    /// <param name="admin">The group that lets only administrators in.</param>
    public static void MapData(this RouteGroupBuilder admin)
    {
        admin.MapGet("data", RetentionEndpoint.GetAsync);
        admin.MapGet("data/preview", RetentionEndpoint.PreviewAsync);
        admin.MapPost("data/policy", RetentionEndpoint.SetAsync);
        admin.MapPost("data/purge", RetentionEndpoint.PurgeAsync);
        admin.MapGet("data/holds", HoldsEndpoint.GetAsync);
        admin.MapPost("data/holds", HoldsEndpoint.PostAsync);
        admin.MapPost("data/holds/{id:guid}/lift", HoldsEndpoint.LiftAsync);
    }

    public static IServiceCollection AddDataPages(this IServiceCollection services) => services
        .AddScoped<RetentionEndpoint>()
        .AddScoped<HoldsEndpoint>();
}
