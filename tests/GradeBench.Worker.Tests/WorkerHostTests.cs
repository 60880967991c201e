using GradeBench.Assessments;
using GradeBench.Core;
using GradeBench.Core.Attempts;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Grading;
using GradeBench.TestKit.Database;
using GradeBench.TestKit.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GradeBench.Worker.Tests;

/// <summary>The whole worker on a real database and the engine it was built with; only the grader is scripted.</summary>
public sealed class WorkerHostTests(TestPostgres postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TestDatabase _database = new(postgres);
    private readonly ScriptedGrader _grader = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_started_worker_has_published_its_packs_and_grades_what_is_submitted()
    {
        using var worker = await StartAsync();
        var submissionId = await SubmitAsync(worker.Services);

        var run = await FinishedAsync(worker.Services, submissionId);

        Assert.Equal((RunState.Graded, 7.5m), (run.State, run.Overall));
        await worker.StopAsync(CancellationToken);
    }

    [Fact]
    public async Task A_pack_whose_proof_failed_is_not_published_until_its_version_changes()
    {
        var pack = AssessmentPacks.All[0];
        var reports = Directory.CreateTempSubdirectory("gradebench-test-").FullName;
        var failed = new PackReport
        {
            Assessment = pack.Id,
            PackVersion = pack.Version,
            RubricVersion = "1",
            Repetitions = 1,
            ReferenceScore = 9.9m,
            StarterScore = 1m,
            Mutants = [],
            Samples = [],
            Behaviours = [],
            Problems = ["The reference scored 9.9 in a dimension; it must score 10 in each."],
            Remarks = [],
        };
        const string Published = "SELECT count(*) FROM assessments";

        PackReportFiles.Write(failed, reports);
        await StartAndStopAsync($"--{PackReportFiles.FolderVariable}={reports}");
        Assert.Equal(AssessmentPacks.All.Count - 1L, await _database.ReadAsync<long>(Published));

        PackReportFiles.Write(failed with { PackVersion = "another" }, reports);
        await StartAndStopAsync($"--{PackReportFiles.FolderVariable}={reports}");
        Assert.Equal(AssessmentPacks.All.Count, await _database.ReadAsync<long>(Published));
        Directory.Delete(reports, recursive: true);
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_run_leaves_one_scorecard_by_the_next_worker()
    {
        using (var publisher = await StartAsync())
        {
            await publisher.StopAsync(CancellationToken);
        }

        using var web = WorkerHost.Create([], _database.ConnectionString, Configure);
        var submissionId = await SubmitAsync(web.Services);
        using (var killed = ChildProcess.StartThisProgram(StuckWorker.Command, _database.ConnectionString))
        {
            await killed.WaitForLineAsync(StuckWorker.Grading, CancellationToken);
            await killed.KillAsync();
        }

        using var next = await StartAsync();
        var run = await FinishedAsync(next.Services, submissionId);

        Assert.Equal((RunState.Graded, 7.5m, 2), (run.State, run.Overall, run.Claims));
        Assert.EndsWith($"/{Environment.ProcessId}", run.Worker, StringComparison.Ordinal);
        Assert.Single(_grader.Requests);
        Assert.Equal(1L, await _database.ReadAsync<long>("SELECT count(*) FROM run_results"));
        // Four dimensions and the overall score, each once.
        Assert.Equal(5L, await _database.ReadAsync<long>("SELECT count(*) FROM cohorts.dimension_scores"));
        Assert.Equal(5L, await _database.ReadAsync<long>("SELECT count(DISTINCT dimension) FROM cohorts.dimension_scores"));
        await next.StopAsync(CancellationToken);
    }

    [Fact]
    public async Task A_worker_that_stops_in_the_middle_leaves_the_run_to_the_next_and_nothing_is_lost()
    {
        var grading = new TaskCompletionSource();
        _grader.Then(async (request, cancellationToken) =>
        {
            grading.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

            return ScriptedGrader.Graded(request, 1.0m);
        });
        using var web = WorkerHost.Create([], _database.ConnectionString, Configure);
        var submissions = new List<Guid>();
        using (var first = await StartAsync())
        {
            submissions.Add(await SubmitAsync(web.Services));
            await grading.Task.WaitAsync(Patience, CancellationToken);
            await first.StopAsync(CancellationToken);
        }

        submissions.Add(await SubmitAsync(web.Services));

        using var second = await StartAsync();
        foreach (var submissionId in submissions)
        {
            Assert.Equal(7.5m, (await FinishedAsync(second.Services, submissionId)).Overall);
        }

        Assert.Equal(2L, await _database.ReadAsync<long>("SELECT count(*) FROM run_results"));
        await second.StopAsync(CancellationToken);
    }

    [Fact]
    public async Task A_worker_shows_itself_until_it_is_stopped_and_again_under_the_same_name()
    {
        const string AtWork = "SELECT count(*) FROM worker_sightings WHERE stopped_at IS NULL";
        for (var start = 0; start < 2; start++)
        {
            using var worker = await StartAsync();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
            patience.CancelAfter(Patience);
            while (await _database.ReadAsync<long>(AtWork) == 0) patience.Token.ThrowIfCancellationRequested();

            await worker.StopAsync(CancellationToken);

            Assert.Equal(0, await _database.ReadAsync<long>(AtWork));
        }

        Assert.Equal(1, await _database.ReadAsync<long>("SELECT count(*) FROM worker_sightings"));
    }

    private async Task StartAndStopAsync(string argument)
    {
        using var host = await StartAsync(argument);
        await host.StopAsync(CancellationToken);
    }

    private async Task<IHost> StartAsync(params string[] args)
    {
        var host = WorkerHost.Create(args, _database.ConnectionString, Configure);
        await host.StartAsync(CancellationToken);

        return host;
    }

    private void Configure(IServiceCollection services) => services.AddTestSettings().AddRunEvents().AddSingleton<IGrader>(_grader);

    private static async Task<Guid> SubmitAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var issued = await provider.GetRequiredService<InvitationService>().CreateAsync(
            new NewInvitation(AssessmentPacks.All[0].Id, "Generated Person", $"{Guid.NewGuid():N}@example.com"), "test", CancellationToken);
        var attempt = (StartOutcome.Started)await provider.GetRequiredService<AttemptService>().StartAsync(issued.Token, CancellationToken);
        var archive = CanonicalArchive.Write([new SourceFile("Mine.cs", "class Mine { }", "")]);
        var outcome = await provider.GetRequiredService<SubmissionService>().ReceiveAsync(
            new NewSubmission(attempt.AttemptId, archive, null, "csharp", [new SubmittedFile("Mine.cs", 14)]), CancellationToken);

        return ((ReceiveOutcome.Received)outcome).Receipt.SubmissionId;
    }

    private static async Task<Run> FinishedAsync(IServiceProvider services, Guid submissionId)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        patience.CancelAfter(Patience);
        await foreach (var _ in services.GetRequiredService<RunProgress>().WatchAsync(submissionId, patience.Token))
        {
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<GradeBenchDbContext>>().CreateDbContextAsync(CancellationToken);

        return await db.Runs.SingleAsync(run => run.SubmissionId == submissionId, CancellationToken);
    }
}
