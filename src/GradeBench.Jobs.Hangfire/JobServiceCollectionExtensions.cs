using GradeBench.Core.Jobs;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace GradeBench.Jobs;

/// <summary>Registers Hangfire on the product's own database.</summary>
public static class JobServiceCollectionExtensions
{
    private static readonly TimeSpan SafetyPoll = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Hangfire's locks are rows that a killed process leaves behind. They are held for milliseconds; one this old is dead.
    /// Less than the 15 seconds that Hangfire waits for a lock at most, so that no worker fails to start because of one. That a
    /// stalled holder loses its lock costs a job that is asked for twice, and jobs bear that.
    /// </summary>
    private static readonly TimeSpan LockLife = TimeSpan.FromSeconds(8);

    /// <summary>For a process that asks for jobs and does none.</summary>
    public static IServiceCollection AddJobEngine(this IServiceCollection services)
    {
        services.TryAddSingleton<IJobEngine, HangfireJobEngine>();
        services.AddHangfire((provider, hangfire) =>
        {
            using var alone = SchemaLock.Take(provider.GetRequiredService<NpgsqlDataSource>());
            hangfire
                .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
                .UsePostgreSqlStorage(
                    storage => storage.UseConnectionFactory(new DataSourceConnections(provider.GetRequiredService<NpgsqlDataSource>())),
                    new PostgreSqlStorageOptions
                    {
                        SchemaName = "hangfire",

                        // Long polling is LISTEN/NOTIFY; both sides need it, because the side that enqueues sends the NOTIFY.
                        EnableLongPolling = true,
                        QueuePollInterval = SafetyPoll,
                        UseSlidingInvisibilityTimeout = true,
                        InvisibilityTimeout = provider.GetRequiredService<IOptions<JobOptions>>().Value.WorkerSilence,
                        DistributedLockTimeout = LockLife,

                        // A schema that cannot be made is an error at once, not a minute of silence.
                        AllowDegradedModeWithoutStorage = false,
                        StartupConnectionMaxRetries = 0,
                    });
        });

        return services;
    }

    /// <summary>For a process that does jobs (and may ask for some). Handlers (<see cref="IJobHandler"/>) are added apart.</summary>
    public static IServiceCollection AddJobWorker(this IServiceCollection services)
    {
        services.AddJobEngine();
        services.AddHangfireServer((provider, server) =>
        {
            server.WorkerCount = provider.GetRequiredService<IOptions<JobOptions>>().Value.Slots;
            server.SchedulePollingInterval = SafetyPoll;
        });

        return services;
    }

    private sealed class DataSourceConnections(NpgsqlDataSource dataSource) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => dataSource.CreateConnection();
    }
}
