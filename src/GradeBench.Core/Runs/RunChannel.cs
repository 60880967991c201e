using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Runs;

/// <summary>The PostgreSQL channel on which changes of runs are announced. The payload is the submission's id.</summary>
internal static class RunChannel
{
    public const string Name = "gradebench_runs";

    /// <summary>Announces within the context's transaction: listeners hear it when that commits, and not before.</summary>
    public static Task AnnounceAsync(GradeBenchDbContext db, Guid submissionId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({Name}, {submissionId.ToString()})", cancellationToken);
}
