using GradeBench.Core;
using GradeBench.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GradeBench.Jobs.Tests;

/// <summary>One process's worth of the product: an engine on the shared database, with or without a worker.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;

    private EngineHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IJobEngine Jobs => Services.GetRequiredService<IJobEngine>();

    public static async Task<EngineHost> StartAsync(string engine, string connectionString, IJobHandler? handler)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.AddCore(connectionString);
        builder.Services.Configure<JobOptions>(jobs =>
        {
            jobs.Slots = 4;
            jobs.WorkerSilence = TimeSpan.FromSeconds(3);
        });
        builder.Services.AddEngine(engine, worker: handler is not null);
        if (handler is not null)
        {
            builder.Services.AddSingleton(handler);
        }

        var host = builder.Build();
        await host.StartAsync();

        return new EngineHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
