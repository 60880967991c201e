using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Runs;

/// <summary>The run whose result of a submission stands: the last that ended well.</summary>
public static class StandingRun
{
    /// <summary>With its result. Null while there is none.</summary>
    /// <remarks>
    /// Asked for apart from the submission: as a part of the submission's query it is translated into numbering every run in
    /// the database, which over 100,000 of them takes a quarter of a second.
    /// </remarks>
    public static Task<Run?> FindStandingAsync(this IQueryable<Run> runs, Guid submissionId, CancellationToken cancellationToken) => runs
        .AsNoTracking()
        .Include(r => r.Result)
        .Where(r => r.SubmissionId == submissionId && r.State == RunState.Graded)
        .OrderByDescending(r => r.Number)
        .FirstOrDefaultAsync(cancellationToken);
}
