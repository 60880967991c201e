using GradeBench.Assessments;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Jobs;
using GradeBench.Core.Practice;
using GradeBench.Grading;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using GradeBench.Worker.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Worker.Tests.Practice;

public sealed class PracticeJobTests : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly ScriptedGrader _grader = new();
    private readonly CoreApp _app;

    public PracticeJobTests(TestDatabase database) =>
        _app = new CoreApp(database, services => services.AddRunJobs().AddSingleton<IGrader>(_grader));

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_task_is_tried_with_its_examples_only_and_without_a_rubric()
    {
        var token = await InviteAsync(start: true);

        var run = await TryAsync(token, "src/Mine.cs", "tests/Examples.cs");

        var request = Assert.Single(_grader.Requests);
        Assert.Equal(AssessmentPacks.All[0].Examples.Order(), request.Pack.Behaviours.Select(b => b.Id).Order());
        Assert.Empty(request.Rubric.Criteria);
        Assert.Equal(["tests/Examples.cs"], run.Result!.NotGraded);
    }

    [Fact]
    public async Task Before_start_it_is_the_warm_up()
    {
        var run = await TryAsync(await InviteAsync(start: false), WarmUp.FileName);

        Assert.Equal(WarmUp.PackId, Assert.Single(_grader.Requests).Pack.Id);
        Assert.True(run.Result!.Compiled);
    }

    [Fact]
    public async Task A_fault_of_ours_is_told_as_one()
    {
        _grader.ThenFaults("The sandbox broke.");

        var run = await TryAsync(await InviteAsync(start: false), WarmUp.FileName);

        Assert.NotNull(run.FinishedAt);
        Assert.Null(run.Result);
    }

    [Fact]
    public void What_pages_say_is_not_graded_is_what_the_pack_does_not_grade() =>
        Assert.All(PackCatalog.ToPublish(), published =>
        {
            var pack = AssessmentPacks.Find(published.AssessmentId)!;
            foreach (var path in new[] { "A.cs", "src/A.cs", "tests/A.cs", "TESTS/A.cs", "bin/x/A.cs", "contract/A.cs", $"src/{pack.GradedFiles.ContractFiles[0]}" })
            {
                Assert.Equal(pack.GradedFiles.Includes(path), published.FileRules.Includes(path));
            }
        });

    [Fact]
    public void Every_pack_shows_examples_and_each_is_a_behaviour_of_it() =>
        Assert.All(AssessmentPacks.All, pack =>
        {
            Assert.InRange(pack.Examples.Count, 3, 6);
            Assert.All(pack.Examples, id => Assert.Contains(pack.Behaviours, b => b.Id == id));
        });

    private async Task<string> InviteAsync(bool start)
    {
        foreach (var pack in PackCatalog.ToPublish())
        {
            await _app.Data.PackAsync(pack);
        }

        var issued = await _app.UseAsync((InvitationService s) => s.CreateAsync(
            new NewInvitation(AssessmentPacks.All[0].Id, "Generated Person", $"{Guid.NewGuid():N}@example.com"), "test", CancellationToken));
        if (start)
        {
            await _app.Data.AttemptAsync(issued.Token);
        }

        return issued.Token;
    }

    private async Task<PracticeRun> TryAsync(string token, params string[] paths)
    {
        var archive = CanonicalArchive.Write([.. paths.Select(path => new SourceFile(path, "class Mine { }", ""))]);
        var id = await _app.UseAsync((PracticeService s) => s.RequestAsync(
            new NewPractice(token, archive, "csharp", [.. paths.Select(p => new Core.Submissions.SubmittedFile(p, 14))], []), CancellationToken));
        await _app.Services.GetRequiredService<JobDispatcher>().DispatchAsync(Job.Practice(id!.Value), CancellationToken);

        return (await _app.UseAsync((PracticeService s) => s.FindOwnAsync(token, id.Value, CancellationToken)))!;
    }
}
