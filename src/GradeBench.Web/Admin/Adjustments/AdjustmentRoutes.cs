using GradeBench.Web.Shared.Security;

namespace GradeBench.Web.Admin.Adjustments;

/// <summary>
/// Answers to requests for other conditions, and more time. For administrators, because whoever reviews a submission must
/// not learn of them.
/// </summary>
internal static class AdjustmentRoutes
{
    public static void MapAdjustments(this IEndpointRouteBuilder routes)
    {
        var adjustments = routes.MapGroup("/admin/adjustments").RequireAuthorization(Policies.Admin);
        adjustments.MapGet("", AdjustmentsEndpoint.GetAsync);
        adjustments.MapPost("{id:guid}/answer", AdjustmentsEndpoint.AnswerAsync);
        adjustments.MapPost("sittings/{id:guid}/extend", AdjustmentsEndpoint.ExtendAsync);
        adjustments.MapPost("lost-time", AdjustmentsEndpoint.MakeUpAsync);
    }

    public static IServiceCollection AddAdjustments(this IServiceCollection services) => services.AddScoped<AdjustmentsEndpoint>();
}
