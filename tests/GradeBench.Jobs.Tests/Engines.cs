#if HANGFIRE
extern alias hangfire;
#endif
extern alias quartz;

using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Jobs.Tests;

/// <summary>The engines this build can test, by name.</summary>
internal static class Engines
{
    public const string Quartz = "quartz";

    public const string Hangfire = "hangfire";

    public static IServiceCollection AddEngine(this IServiceCollection services, string engine, bool worker) => (engine, worker) switch
    {
        (Quartz, false) => quartz::GradeBench.Jobs.JobServiceCollectionExtensions.AddJobEngine(services),
        (Quartz, true) => quartz::GradeBench.Jobs.JobServiceCollectionExtensions.AddJobWorker(services),
#if HANGFIRE
        (Hangfire, false) => hangfire::GradeBench.Jobs.JobServiceCollectionExtensions.AddJobEngine(services),
        (Hangfire, true) => hangfire::GradeBench.Jobs.JobServiceCollectionExtensions.AddJobWorker(services),
#endif
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "This build has no such engine."),
    };
}
