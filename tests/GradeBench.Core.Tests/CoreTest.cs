using GradeBench.TestKit;
using GradeBench.TestKit.Database;

namespace GradeBench.Core.Tests;

/// <summary>A test of Core's real services on a database of its own.</summary>
public abstract class CoreTest(TestPostgres postgres) : IAsyncLifetime
{
    protected static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    protected TestDatabase Database { get; } = new(postgres);

    protected CoreApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        App = new CoreApp(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
