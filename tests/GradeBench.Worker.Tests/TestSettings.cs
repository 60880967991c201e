using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Worker.Tests;

internal static class TestSettings
{
    /// <summary>The shortest times that are allowed, so that a dead worker is noticed within a test's patience.</summary>
    public static IServiceCollection AddTestSettings(this IServiceCollection services) => services
        .Configure<RunOptions>(runs => runs.Lease = TimeSpan.FromSeconds(5))
        .Configure<JobOptions>(jobs => jobs.WorkerSilence = TimeSpan.FromSeconds(3));
}
