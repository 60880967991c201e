using GradeBench.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Quartz;

namespace GradeBench.Jobs;

/// <summary>Registers Quartz.NET, clustered on the product's own database.</summary>
public static class JobServiceCollectionExtensions
{
    /// <summary>For a process that asks for jobs and does none.</summary>
    public static IServiceCollection AddJobEngine(this IServiceCollection services)
    {
        services.TryAddSingleton<IJobEngine, QuartzJobEngine>();
        services.TryAddSingleton<QuartzSchema>();

        // Never started here: a scheduler that is only built schedules into the shared store and runs nothing.
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "gradebench";
                scheduler.GenerateInstanceId = true;

                // A safety net only: workers are woken by NOTIFY.
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.UseRegisteredDataSource = true);
                store.UseClustering(_ => { });
                store.ProvisionSchema();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = QuartzSchema.TablePrefix;
                    options.StoreJobDataAsStrings = true;

                    // A worker that is told to stop gives its jobs back instead of counting them as done.
                    options.RecoverFiringsCancelledByShutdown = true;
                });
            });
        });
        services.AddOptions<ClusteringOptions>().Configure<IOptions<JobOptions>>((clustering, jobs) =>
        {
            clustering.CheckinInterval = jobs.Value.WorkerSilence / 3;
            clustering.CheckinMisfireThreshold = jobs.Value.WorkerSilence * 2 / 3;
        });

        return services;
    }

    /// <summary>For a process that does jobs (and may ask for some). Handlers (<see cref="IJobHandler"/>) are added apart.</summary>
    public static IServiceCollection AddJobWorker(this IServiceCollection services)
    {
        services.AddJobEngine();
        services.AddOptions<ThreadPoolOptions>().Configure<IOptions<JobOptions>>(
            (pool, jobs) => pool.MaxConcurrency = jobs.Value.Slots);
        services.AddOptions<QuartzSchedulerOptions>().Configure(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
        services.AddHostedService<QuartzSchemaAtStart>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<WorkerWakeUp>();

        return services;
    }
}
