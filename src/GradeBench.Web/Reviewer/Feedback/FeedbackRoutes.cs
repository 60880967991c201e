using GradeBench.Web.Shared.Security;

namespace GradeBench.Web.Reviewer.Feedback;

/// <summary>Releasing feedback to candidates, and answering those who ask for another look.</summary>
internal static class FeedbackRoutes
{
    public static void MapFeedback(this IEndpointRouteBuilder routes)
    {
        var feedback = routes.MapGroup("/review/feedback").RequireAuthorization(Policies.Reviewer);
        feedback.MapGet("", FeedbackEndpoint.GetAsync);
        feedback.MapPost("attempts/{id:guid}/release", FeedbackEndpoint.ReleaseAsync);
        feedback.MapPost("rechecks/{id:guid}/answer", FeedbackEndpoint.AnswerAsync);
    }

    public static IServiceCollection AddFeedback(this IServiceCollection services) => services.AddScoped<FeedbackEndpoint>();
}
