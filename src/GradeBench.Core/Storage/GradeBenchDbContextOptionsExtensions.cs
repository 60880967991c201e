using GradeBench.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GradeBench.Core.Storage;

/// <summary>The one way in which the context is connected: server, names and migrations.</summary>
public static class GradeBenchDbContextOptionsExtensions
{
    public static DbContextOptionsBuilder UseGradeBench(this DbContextOptionsBuilder options, NpgsqlDataSource dataSource) =>
        options
            .UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable("migrations"))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(new Outbox())
            // Every statement at Information would bury what an operator looks for.
            .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));
}
