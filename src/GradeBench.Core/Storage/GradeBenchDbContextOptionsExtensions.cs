using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GradeBench.Core.Storage;

/// <summary>The one way in which the context is connected: server, names and migrations.</summary>
public static class GradeBenchDbContextOptionsExtensions
{
    public static DbContextOptionsBuilder UseGradeBench(this DbContextOptionsBuilder options, NpgsqlDataSource dataSource) =>
        options.UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable("migrations")).UseSnakeCaseNamingConvention();
}
