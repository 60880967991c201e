using Microsoft.Extensions.Hosting;

namespace GradeBench.Jobs;

/// <summary>Makes the schema before Quartz's own hosted service, which is registered after this one, looks for its tables.</summary>
internal sealed class QuartzSchemaAtStart(QuartzSchema schema) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schema.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
