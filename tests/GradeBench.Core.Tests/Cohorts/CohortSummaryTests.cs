using GradeBench.Core.Cohorts;
using GradeBench.Core.Storage;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class CohortSummaryTests(TestPostgres postgres) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(postgres);
    private CoreApp _app = null!;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _app = new CoreApp(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_cohort_has_its_number_mean_and_standard_deviation()
    {
        await GradedAsync(LearningPath.Bootcamp, 6.0m);
        await GradedAsync(LearningPath.Bootcamp, 7.0m);
        await GradedAsync(LearningPath.Bootcamp, 9.5m);
        await GradedAsync(LearningPath.SelfTaught, 4.0m);
        await GradedAsync(null, 5.0m);

        var cells = await ReadAsync("typing");

        Assert.Equal(3, cells.Count);
        var bootcamp = cells[LearningPath.Bootcamp];
        Assert.Equal((3, 7.5), (bootcamp.N, Math.Round(bootcamp.Mean, 9)));
        Assert.Equal(1.802776, bootcamp.StandardDeviation!.Value, 6);
        Assert.Equal((1, 4.0, null), (cells[LearningPath.SelfTaught].N, cells[LearningPath.SelfTaught].Mean, cells[LearningPath.SelfTaught].StandardDeviation));
        Assert.Equal(5.0, cells[LearningPath.NotStated].Mean);
    }

    [Fact]
    public async Task The_last_submission_of_a_person_counts_whatever_order_they_are_graded_in()
    {
        var attempt = await _app.Data.AttemptAsync();
        var first = await _app.Data.SubmissionAsync(attempt.AttemptId, "1");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var last = await _app.Data.SubmissionAsync(attempt.AttemptId, "2");

        await _app.Data.GradeAsync(last.RunId, 4.0m);
        await _app.Data.GradeAsync(first.RunId, 9.0m);

        Assert.Equal((1, 4.0), await OnlyAsync());
    }

    [Fact]
    public async Task A_submission_that_is_not_graded_yet_leaves_the_earlier_one_counting()
    {
        var attempt = await _app.Data.AttemptAsync();
        await _app.Data.GradeAsync((await _app.Data.SubmissionAsync(attempt.AttemptId, "1")).RunId, 6.0m);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.Data.SubmissionAsync(attempt.AttemptId, "2");

        Assert.Equal((1, 6.0), await OnlyAsync());
    }

    [Fact]
    public async Task Somebody_with_two_attempts_counts_once()
    {
        foreach (var score in new[] { 3.0m, 8.0m })
        {
            var issued = await _app.Data.InvitationAsync("again@example.com");
            var attempt = await _app.Data.AttemptAsync(issued.Token);
            await _app.Data.GradeAsync((await _app.Data.SubmissionAsync(attempt.AttemptId)).RunId, score);
            _app.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal((1, 8.0), await OnlyAsync());
    }

    [Fact]
    public async Task Scores_under_different_rubrics_are_never_mixed()
    {
        var submission = await _app.Data.SubmissionAsync();
        await _app.Data.GradeAsync(submission.RunId, 9.0m);
        var published = await _app.Data.PackAsync(TestData.Pack(rubricHash: "rubric-hash-2"));
        var other = await _app.Data.SubmissionAsync();
        await _app.Data.GradeAsync(other.RunId, 5.0m, "rubric-hash-2");

        var current = await _app.UseAsync((CohortSummary s) => s.ReadAsync(TestData.AssessmentId, null, CancellationToken));
        var named = await _app.UseAsync((CohortSummary s) => s.ReadAsync(TestData.AssessmentId, published.RubricVersionId, CancellationToken));

        Assert.All(current, cell => Assert.Equal((1, 5.0), (cell.N, cell.Mean)));
        Assert.Equal(current.OrderBy(c => c.Dimension), named.OrderBy(c => c.Dimension));
    }

    [Fact]
    public async Task A_path_declared_after_grading_moves_the_scores_to_its_cohort()
    {
        var issued = await _app.Data.InvitationAsync();
        var attempt = await _app.Data.AttemptAsync(issued.Token);
        await _app.Data.GradeAsync((await _app.Data.SubmissionAsync(attempt.AttemptId)).RunId);

        Assert.True(await DeclareAsync(issued.Token, LearningPath.CsDegree));

        Assert.Equal([LearningPath.CsDegree], (await ReadAsync("typing")).Keys);
        Assert.Equal(LearningPath.CsDegree, await _app.UseAsync((LearningPathDeclaration d) => d.FindOwnAsync(issued.Token, CancellationToken)));
    }

    [Fact]
    public async Task A_path_can_neither_be_declared_nor_read_without_the_candidates_link()
    {
        await GradedAsync(LearningPath.Bootcamp, 6.0m);

        Assert.False(await DeclareAsync("guess", LearningPath.CsDegree));
        Assert.Null(await _app.UseAsync((LearningPathDeclaration d) => d.FindOwnAsync("guess", CancellationToken)));
    }

    [Fact]
    public void Nothing_public_leads_from_a_person_to_a_learning_path()
    {
        var reachable = typeof(GradeBenchDbContext).Assembly.GetExportedTypes()
            .Where(type => type != typeof(CohortCell) && type != typeof(LearningPathDeclaration))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType == typeof(LearningPath) || property.PropertyType == typeof(LearningPath?));

        Assert.Empty(reachable);
    }

    private async Task GradedAsync(LearningPath? path, decimal score)
    {
        var issued = await _app.Data.InvitationAsync();
        if (path is { } declared)
        {
            await DeclareAsync(issued.Token, declared);
        }

        var attempt = await _app.Data.AttemptAsync(issued.Token);
        await _app.Data.GradeAsync((await _app.Data.SubmissionAsync(attempt.AttemptId)).RunId, score);
    }

    private Task<bool> DeclareAsync(string token, LearningPath path) =>
        _app.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(token, path, CancellationToken));

    private async Task<Dictionary<LearningPath, CohortCell>> ReadAsync(string dimension)
    {
        var cells = await _app.UseAsync((CohortSummary s) => s.ReadAsync(TestData.AssessmentId, null, CancellationToken));

        return cells.Where(cell => cell.Dimension == dimension).ToDictionary(cell => cell.Cohort);
    }

    private async Task<(int N, double Mean)> OnlyAsync()
    {
        var cell = Assert.Single((await ReadAsync("typing")).Values);

        return (cell.N, cell.Mean);
    }
}
