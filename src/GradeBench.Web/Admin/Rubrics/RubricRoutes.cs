using GradeBench.Core.Rubrics;
using Microsoft.AspNetCore.Mvc;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>Rubrics: versions, drafts, dry runs, publishing and re-scoring.</summary>
internal static class RubricRoutes
{
    /// <summary>Room for a rubric of the greatest length, encoded as a form twice over.</summary>
    private const long MaxBody = 8L * RubricDrafts.LongestText;

    public static void MapRubrics(this RouteGroupBuilder admin)
    {
        var rubrics = admin.MapGroup("rubrics");
        rubrics.MapGet("", RubricListEndpoint.GetAsync);
        rubrics.MapPost("{assessment}/settings", RubricListEndpoint.PostSettingsAsync);

        rubrics.MapGet("versions/{id:guid}", VersionEndpoint.GetAsync);
        rubrics.MapPost("versions/{id:guid}/drafts", VersionEndpoint.StartDraftAsync);
        rubrics.MapPost("rescorings/{id:guid}/apply", RescoringEndpoint.ApplyAsync);
        rubrics.MapPost("rescorings/{id:guid}/decline", RescoringEndpoint.DeclineAsync);
        rubrics.MapPost("rescorings/{id:guid}/resume", RescoringEndpoint.ResumeAsync);

        var draft = rubrics.MapGroup("drafts/{id:guid}").WithMetadata(
            new RequestSizeLimitAttribute(MaxBody),
            new RequestFormLimitsAttribute { ValueCountLimit = 4096, ValueLengthLimit = (int)MaxBody });
        draft.MapGet("", DraftEndpoint.GetAsync);
        draft.MapPost("", DraftEndpoint.SaveAsync);
        draft.MapPost("look", DraftEndpoint.LookAsync);
        draft.MapGet("words", DraftEndpoint.WordsAsync);
        draft.MapPost("discard", DraftEndpoint.DiscardAsync);
        draft.MapGet("publish", PublishEndpoint.GetAsync);
        draft.MapPost("publish", PublishEndpoint.PublishAsync);
        draft.MapPost("dry-run", PublishEndpoint.DryRunAsync);
        draft.MapPost("approve", PublishEndpoint.ApproveAsync);
        draft.MapPost("send-back", PublishEndpoint.SendBackAsync);
    }

    public static IServiceCollection AddRubricPages(this IServiceCollection services) => services
        .AddScoped<RubricListEndpoint>()
        .AddScoped<VersionEndpoint>()
        .AddScoped<DraftEndpoint>()
        .AddScoped<DraftPreview>()
        .AddScoped<PublishEndpoint>();
}
