using GradeBench.Core.Users;
using GradeBench.Web.Shared.Account;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

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
            .AddPolicy(Admin, policy => policy.RequireRole(RoleNames.Admin).AddRequirements(new SecondStepIfAsked()));
        return services.AddSingleton<IAuthorizationHandler, SecondStepHandler>();
    }

    private sealed record SecondStepIfAsked : IAuthorizationRequirement;

    private sealed class SecondStepHandler(IOptions<SignInPolicy> signIn) : AuthorizationHandler<SecondStepIfAsked>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SecondStepIfAsked requirement)
        {
            if (!signIn.Value.AdminsNeedSecondStep || SecondStep.Done(context.User)) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
