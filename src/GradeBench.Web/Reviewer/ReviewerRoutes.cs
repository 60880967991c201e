using GradeBench.Web.Reviewer.Cohorts;
using GradeBench.Web.Reviewer.Decisions;
using GradeBench.Web.Reviewer.Fairness;
using GradeBench.Web.Reviewer.Health;
using GradeBench.Web.Reviewer.Hires;
using GradeBench.Web.Reviewer.Outcomes;
using GradeBench.Web.Shared.Security;

namespace GradeBench.Web.Reviewer;

/// <summary>Everything reviewers and administrators see of submissions; names, addresses and learning paths are not in it.</summary>
internal static class ReviewerRoutes
{
    public static void MapReviewer(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/review").RequireAuthorization(Policies.Reviewer);
        review.MapGet("", SubmissionListEndpoint.GetAsync);
        review.MapGet("submissions/{id:guid}", ScorecardEndpoint.GetAsync);
        review.MapGet("submissions/{id:guid}/events", ScorecardEndpoint.EventsAsync);
        review.MapPost("submissions/{id:guid}/decision", DecisionEndpoint.PostAsync);
        review.MapGet("submissions/{id:guid}/outcome", OutcomeEndpoint.GetAsync);
        review.MapPost("submissions/{id:guid}/outcome", OutcomeEndpoint.PostAsync);
        review.MapGet("cohorts", CohortsEndpoint.GetAsync);
        review.MapGet("cohorts.csv", CohortsEndpoint.CsvAsync);
        review.MapGet("cohorts.json", CohortsEndpoint.JsonAsync);
        review.MapGet("cohorts.zip", CohortsEndpoint.PackAsync);
        review.MapGet("cohorts/hires", HiresEndpoint.GetAsync);
        review.MapGet("cohorts/hires.csv", HiresEndpoint.CsvAsync);
        review.MapGet("cohorts/health", HealthEndpoint.GetAsync);
        review.MapGet("cohorts/health.csv", HealthEndpoint.CsvAsync);
        review.MapGet("cohorts/fairness", FairnessEndpoint.GetAsync);
        review.MapGet("cohorts/fairness.csv", FairnessEndpoint.CsvAsync);
        review.MapGet("invitations", InvitationsEndpoint.GetAsync);
        review.MapPost("invitations", InvitationsEndpoint.PostAsync);
        review.MapPost("invitations/{id:guid}/revoke", InvitationsEndpoint.RevokeAsync);
    }

    public static IServiceCollection AddReviewer(this IServiceCollection services) => services
        .AddScoped<SubmissionListEndpoint>()
        .AddScoped<CohortsEndpoint>()
        .AddScoped<HiresEndpoint>()
        .AddScoped<HealthEndpoint>()
        .AddScoped<FairnessEndpoint>()
        .AddScoped<ItemTitles>()
        .AddScoped<OutcomeEndpoint>()
        .AddScoped<ScorecardEndpoint>()
        .AddScoped<InvitationsEndpoint>();
}
