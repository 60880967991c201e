using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>Past submissions are scored again, or not: somebody says which.</summary>
internal static class RescoringEndpoint
{
    public static async Task<IResult> ApplyAsync(Guid id, HttpContext context, Rescorings rescorings, GradeBenchDbContext db, CancellationToken cancellationToken) =>
        await rescorings.ApplyAsync(id, context.User.Identity!.Name!, cancellationToken) ? await BackAsync(id, "applied", db, cancellationToken) : TypedResults.NotFound();

    public static async Task<IResult> DeclineAsync(Guid id, HttpContext context, Rescorings rescorings, GradeBenchDbContext db, CancellationToken cancellationToken) =>
        await rescorings.DeclineAsync(id, context.User.Identity!.Name!, cancellationToken) ? await BackAsync(id, "declined", db, cancellationToken) : TypedResults.NotFound();

    public static async Task<IResult> ResumeAsync(Guid id, Rescorings rescorings, GradeBenchDbContext db, CancellationToken cancellationToken) =>
        await rescorings.ResumeAsync(id, cancellationToken) ? await BackAsync(id, "resumed", db, cancellationToken) : TypedResults.NotFound();

    private static async Task<IResult> BackAsync(Guid id, string notice, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var version = await db.Rescorings.Where(r => r.Id == id).Select(r => r.RubricVersionId).SingleAsync(cancellationToken);
        return TypedResults.LocalRedirect($"/admin/rubrics/versions/{version}?notice={notice}");
    }
}

/// <summary>What became of past submissions, in words.</summary>
public static class RescoringText
{
    public static string Of(RescoringState? state) => state switch
    {
        RescoringState.Offered => "Keep their scores until you decide",
        RescoringState.Running => "Are being re-scored",
        RescoringState.Finished => "Re-scored",
        RescoringState.Declined => "Kept their scores",
        _ => "",
    };
}
