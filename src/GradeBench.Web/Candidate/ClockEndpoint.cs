using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Candidate;

/// <summary>
/// The server's clock for a page that stays open: after a lost connection, a sleeping laptop or an extension the countdown
/// is right again without a reload.
/// </summary>
internal static class ClockEndpoint
{
    public static async Task<Results<JsonHttpResult<ServerClock>, NotFound>> GetAsync(
        string token, GradeBenchDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var deadline = await db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null && i.Attempt != null)
            .Select(i => (DateTimeOffset?)i.Attempt!.Deadline)
            .SingleOrDefaultAsync(cancellationToken);

        return deadline is { } until ? TypedResults.Json(new ServerClock(Shown.Machine(until), Shown.Machine(clock.GetUtcNow()))) : TypedResults.NotFound();
    }
}

/// <summary>Both in UTC, to the second.</summary>
internal sealed record ServerClock(string Deadline, string Now);
