using GradeBench.Core.Users;

namespace GradeBench.Web.Shared.Security;

/// <summary>Who may enter. Each is stated once, on the route group of a role's folder.</summary>
internal static class Policies
{
    public const string Reviewer = "reviewer";

    public const string Admin = "admin";

    public static IServiceCollection AddGradeBenchPolicies(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Reviewer, policy => policy.RequireRole(RoleNames.Reviewer, RoleNames.Admin))
            .AddPolicy(Admin, policy => policy.RequireRole(RoleNames.Admin));
        return services;
    }
}
