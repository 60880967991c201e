using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Storage;

/// <summary>Brings the database to the version this build needs.</summary>
public static class DatabaseMigration
{
    private const long LockKey = 0x67625F6D69677261;

    /// <summary>Applies what is missing. Safe to call from several processes at once: one does it, the others wait.</summary>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<GradeBenchDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.MigrateAsync(cancellationToken);
    }

    /// <inheritdoc cref="MigrateDatabaseAsync"/>
    internal static async Task MigrateAsync(this GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        // The framework's own lock lasts one transaction, so with several migrations a second process could come in between
        // two of them and apply the second one too. This one is the session's and ends with the connection at the latest.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockKey})", cancellationToken);
        await db.Database.CloseConnectionAsync();
    }
}
