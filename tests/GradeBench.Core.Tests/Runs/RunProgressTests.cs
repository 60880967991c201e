using GradeBench.Core.Runs;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GradeBench.Core.Tests.Runs;

public sealed class RunProgressTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CoreApp _app = new(database, services => services.AddRunEvents());
    private IHostedService _listener = null!;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _listener = _app.Services.GetRequiredService<IHostedService>();
        await _listener.StartAsync(CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_watcher_sees_the_run_go_from_queued_to_graded_and_the_watch_ends()
    {
        var receipt = await _app.Data.SubmissionAsync();
        await using var watch = Watch(receipt.SubmissionId);
        Assert.Equal(RunState.Queued, (await NextAsync(watch)).State);

        var claim = await _app.Data.ClaimAsync(receipt.RunId);
        await SeeAsync(watch, s => s.State == RunState.Running);
        await Progress.ReportAsync(claim, RunStage.Testing, CancellationToken);
        await SeeAsync(watch, s => s.Stage == RunStage.Testing);
        await _app.UseAsync((RunLease lease) => lease.CompleteAsync(
            claim, TestKit.Data.TestData.Evidence(), TestKit.Data.TestData.Scorecard(6.5m), CancellationToken));

        Assert.Equal(6.5m, (await SeeAsync(watch, s => s.IsFinished)).Overall);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task A_watcher_goes_on_after_the_database_cut_the_listening_connection()
    {
        var receipt = await _app.Data.SubmissionAsync();
        await using var watch = Watch(receipt.SubmissionId);
        await NextAsync(watch);

        await database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()");
        await _app.Data.GradeAsync(receipt.RunId);
        // The listener waits before it connects again; the test's clock must let it.
        while (!_app.Services.GetRequiredService<RunEvents>().HasConnected(2))
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(RunState.Graded, (await SeeAsync(watch, s => s.IsFinished)).State);
    }

    [Fact]
    public async Task A_void_claim_reports_nothing()
    {
        var receipt = await _app.Data.SubmissionAsync();
        var dead = await _app.Data.ClaimAsync(receipt.RunId);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.Data.ClaimAsync(receipt.RunId, "worker-2");

        await Progress.ReportAsync(dead, RunStage.Scoring, CancellationToken);

        Assert.Equal(RunStage.Waiting, (await Progress.FindLatestAsync(receipt.SubmissionId, CancellationToken))!.Stage);
    }

    private RunProgress Progress => _app.Services.GetRequiredService<RunProgress>();

    private IAsyncEnumerator<RunSnapshot> Watch(Guid submissionId) =>
        Progress.WatchAsync(submissionId, CancellationToken).GetAsyncEnumerator(CancellationToken);

    private static async Task<RunSnapshot> NextAsync(IAsyncEnumerator<RunSnapshot> watch)
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience, CancellationToken));

        return watch.Current;
    }

    private static async Task<RunSnapshot> SeeAsync(IAsyncEnumerator<RunSnapshot> watch, Func<RunSnapshot, bool> expected)
    {
        while (true)
        {
            var snapshot = await NextAsync(watch);
            if (expected(snapshot))
            {
                return snapshot;
            }
        }
    }
}
