using GradeBench.Assessments;
using GradeBench.Core.Intake;
using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Submissions;
using GradeBench.Grading;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using GradeBench.Worker.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Worker.Tests;

public sealed class GradeRunJobTests : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly ScriptedGrader _grader = new();
    private readonly CoreApp _app;

    public GradeRunJobTests(TestDatabase database) =>
        _app = new CoreApp(database, services => services.AddRunJobs().AddSingleton<IGrader>(_grader));

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_run_is_graded_with_the_published_pack_and_rubric_and_the_submitted_files()
    {
        var runId = await SubmitAsync();

        await HandleAsync(runId);

        var run = await RunAsync(runId);
        Assert.Equal((RunState.Graded, 7.5m), (run.State, run.Overall));
        var request = Assert.Single(_grader.Requests);
        Assert.Equal("class Mine { }", Assert.Single(request.Files).Text);
        Assert.Equal((ulong)run.Seed, request.Seed);
        Assert.Equal(run.RubricVersion!.ContentHash, request.Rubric.ContentHash);
        Assert.Equal(run.PackVersion!.Version, request.Pack.Version);
    }

    [Fact]
    public async Task A_job_that_comes_twice_grades_once()
    {
        var runId = await SubmitAsync();

        await Task.WhenAll(HandleAsync(runId), HandleAsync(runId), HandleAsync(runId));
        await HandleAsync(runId);

        Assert.Single(_grader.Requests);
    }

    [Fact]
    public async Task A_fault_of_ours_is_tried_again_later_and_the_later_grade_stands()
    {
        var runId = await SubmitAsync();
        _grader.ThenFaults("The sandbox broke.");

        await HandleAsync(runId);
        Assert.Equal([(Job.GradeRun(runId), TimeSpan.FromSeconds(2))], _app.Jobs.Scheduled);
        Assert.Equal((RunState.Queued, "The sandbox broke."), ((await RunAsync(runId)).State, (await RunAsync(runId)).LastFault));
        await HandleAsync(runId);

        Assert.Equal(RunState.Graded, (await RunAsync(runId)).State);
    }

    [Fact]
    public async Task Too_many_faults_end_in_quarantine_and_never_in_a_grade()
    {
        var runId = await SubmitAsync();
        for (var i = 0; i < new RunOptions().MaxFaults; i++)
        {
            _grader.ThenFaults("The sandbox broke.");
            await HandleAsync(runId);
        }

        await HandleAsync(runId);

        var run = await RunAsync(runId);
        Assert.Equal((RunState.Quarantined, null, null), (run.State, run.Overall, run.Result));
        Assert.Equal(3, _grader.Requests.Count);
    }

    [Fact]
    public async Task An_exception_nobody_expected_is_a_fault_of_ours()
    {
        var runId = await SubmitAsync();
        _grader.Then((_, _) => throw new InvalidCastException("never mind"));

        await HandleAsync(runId);

        Assert.Equal("InvalidCastException: never mind", (await RunAsync(runId)).LastFault);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_gives_the_run_back()
    {
        var runId = await SubmitAsync();
        using var stopping = new CancellationTokenSource();
        _grader.Then(async (request, cancellationToken) =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

            return ScriptedGrader.Graded(request, 1.0m);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HandleAsync(runId, stopping.Token));

        var run = await RunAsync(runId);
        Assert.Equal((RunState.Queued, 0, 0, null), (run.State, run.Claims, run.Faults, run.LeaseId));
    }

    [Fact]
    public async Task A_result_that_comes_after_the_lease_went_to_another_worker_is_dropped()
    {
        var runId = await SubmitAsync();
        _grader.Then(async (request, _) =>
        {
            await _app.ReadAsync(db => db.Runs.Where(r => r.Id == runId)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseId, Guid.NewGuid()).SetProperty(x => x.Worker, "other"), CancellationToken));

            return ScriptedGrader.Graded(request, 1.0m);
        });

        await HandleAsync(runId);

        var run = await RunAsync(runId);
        Assert.Equal((RunState.Running, "other", null), (run.State, run.Worker, run.Overall));
    }

    [Fact]
    public async Task Grading_is_cancelled_when_a_renewal_finds_the_lease_gone()
    {
        var runId = await SubmitAsync();
        var cancelled = new TaskCompletionSource();
        _grader.Then(async (request, cancellationToken) =>
        {
            await _app.ReadAsync(db => db.Runs.Where(r => r.Id == runId)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseId, Guid.NewGuid()), CancellationToken));
            cancellationToken.Register(cancelled.SetResult);
            _app.Clock.Advance(new RunOptions().Lease / 2);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

            return ScriptedGrader.Graded(request, 1.0m);
        });

        await HandleAsync(runId);

        Assert.True(cancelled.Task.IsCompleted);
        Assert.Null((await RunAsync(runId)).Overall);
    }

    [Fact]
    public async Task A_long_grading_keeps_its_lease()
    {
        var runId = await SubmitAsync();
        _grader.Then(async (request, _) =>
        {
            for (var i = 0; i < 8; i++)
            {
                var until = (await RunAsync(runId)).LeasedUntil;
                _app.Clock.Advance(new RunOptions().Lease / 3);
                while ((await RunAsync(runId)).LeasedUntil == until)
                {
                    await Task.Yield();
                }
            }

            return ScriptedGrader.Graded(request, 9.0m);
        });

        await HandleAsync(runId);

        Assert.Equal(9.0m, (await RunAsync(runId)).Overall);
    }

    [Fact]
    public async Task Damaged_bytes_are_our_fault_and_not_a_grade()
    {
        await PublishAsync();
        var receipt = await _app.Data.SubmissionAsync(await AttemptAsync(), "this is no archive");

        await HandleAsync(receipt.RunId);

        var run = await RunAsync(receipt.RunId);
        Assert.Equal(RunState.Queued, run.State);
        Assert.StartsWith("InvalidDataException", run.LastFault, StringComparison.Ordinal);
    }

    private async Task<Guid> SubmitAsync()
    {
        await PublishAsync();
        var archive = CanonicalArchive.Write([new SourceFile("Mine.cs", "class Mine { }", "")]);
        var attemptId = await AttemptAsync();
        var outcome = await _app.UseAsync((SubmissionService s) => s.ReceiveAsync(
            new NewSubmission(attemptId, archive, null, "csharp", [new SubmittedFile("Mine.cs", 14)]), CancellationToken));

        return ((ReceiveOutcome.Received)outcome).Receipt.RunId;
    }

    private async Task<Guid> AttemptAsync()
    {
        var issued = await _app.UseAsync((Core.Invitations.InvitationService s) => s.CreateAsync(
            new Core.Invitations.NewInvitation(AssessmentPacks.All[0].Id, "Generated Person", $"{Guid.NewGuid():N}@example.com"), "test", CancellationToken));

        return (await _app.Data.AttemptAsync(issued.Token)).AttemptId;
    }

    private async Task PublishAsync()
    {
        foreach (var pack in PackCatalog.ToPublish())
        {
            await _app.Data.PackAsync(pack);
        }
    }

    private Task HandleAsync(Guid runId, CancellationToken? cancellationToken = null) =>
        _app.Services.GetRequiredService<JobDispatcher>().DispatchAsync(Job.GradeRun(runId), cancellationToken ?? CancellationToken);

    private Task<Run> RunAsync(Guid runId) => _app.ReadAsync(db =>
        db.Runs.Include(r => r.Result).Include(r => r.PackVersion).Include(r => r.RubricVersion).SingleAsync(r => r.Id == runId, CancellationToken));
}
