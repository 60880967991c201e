using GradeBench.Core;
using GradeBench.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GradeBench.Cli.Up;

/// <summary>The product's write operations, in a scope for each use. What they log is of no interest on a terminal.</summary>
internal sealed class CoreAccess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CoreAccess(string connectionString, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddCore(connectionString);
        services.AddUsers();
        _services = services.BuildServiceProvider();
    }

    public Task MigrateAsync(CancellationToken cancellationToken) => _services.MigrateDatabaseAsync(cancellationToken);

    public async Task<TResult> UseAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
