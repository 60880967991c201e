using Hangfire;
using Microsoft.AspNetCore.Routing;

namespace GradeBench.Jobs;

/// <summary>The engine's own page for administrators.</summary>
public static class JobDashboardEndpointExtensions
{
    /// <summary>Maps Hangfire's dashboard to <c>/admin/jobs</c>.</summary>
    /// <param name="policy">Authorization policy that administrators meet.</param>
    public static IEndpointRouteBuilder MapJobDashboard(this IEndpointRouteBuilder routes, string policy)
    {
        routes.MapHangfireDashboardWithAuthorizationPolicy(policy, "/admin/jobs", new DashboardOptions
        {
            AppPath = "/admin",
            DashboardTitle = "Jobs (Hangfire)",
            DisplayStorageConnectionString = false,
        });

        return routes;
    }
}
