using GradeBench.Core.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GradeBench.Web.Shared;

/// <summary>Whether this process can do its work, which without the database it cannot.</summary>
internal sealed class DatabaseHealth(GradeBenchDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database cannot be reached.");
}
