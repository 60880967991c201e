using GradeBench.Core;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GradeBench.TestKit;

/// <summary>Core's real services on a test database, with a clock that the test turns and an engine that only records.</summary>
public sealed class CoreApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CoreApp(TestDatabase database, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IJobEngine>(Jobs);
        services.AddCore(database.ConnectionString);
        services.AddUsers();
        services.Configure<PasswordHasherOptions>(HashQuickly);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>Passwords of tests have no attacker and are hashed by the hundred, for about 50 ms each with the usual number of rounds.</summary>
    public static void HashQuickly(PasswordHasherOptions options) => options.IterationCount = 1_000;

    /// <summary>Stands at noon of 1 June 2026 UTC until the test turns it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    public RecordedJobs Jobs { get; } = new();

    public IServiceProvider Services => _services;

    /// <summary>Makes records the way the product does.</summary>
    public TestData Data => new(this);

    /// <summary>Uses one service in a scope of its own, as one web request or one job does.</summary>
    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();

        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <inheritdoc cref="UseAsync{TService, T}"/>
    public async Task UseAsync<TService>(Func<TService, Task> use) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Reads from the database with a fresh context.</summary>
    public Task<T> ReadAsync<T>(Func<GradeBenchDbContext, Task<T>> read) => UseAsync(read);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
