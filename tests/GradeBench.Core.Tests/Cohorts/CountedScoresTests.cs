using GradeBench.Core.Cohorts;
using GradeBench.Core.Storage;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class CountedScoresTests(TestPostgres postgres) : IAsyncLifetime
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

        var rows = await _app.ReadAsync(db => db.ScoreRows.Where(r => r.Counts && r.Dimension == "typing").ToListAsync(CancellationToken));

        Assert.Equal(5.0m, Assert.Single(rows, row => row.RubricVersionId == published.RubricVersionId).Score);
        Assert.Equal(9.0m, Assert.Single(rows, row => row.RubricVersionId != published.RubricVersionId).Score);
    }

    [Fact]
    public async Task A_path_declared_after_grading_moves_the_scores_to_its_cohort()
    {
        var issued = await _app.Data.InvitationAsync();
        var attempt = await _app.Data.AttemptAsync(issued.Token);
        await _app.Data.GradeAsync((await _app.Data.SubmissionAsync(attempt.AttemptId)).RunId);

        Assert.True(await DeclareAsync(issued.Token, LearningPath.CsDegree));

        Assert.Equal([LearningPath.CsDegree], await _app.ReadAsync(db => db.ScoreRows.Select(r => r.Cohort).Distinct().ToListAsync(CancellationToken)));
        Assert.Equal(LearningPath.CsDegree, await _app.UseAsync((LearningPathDeclaration d) => d.FindOwnAsync(issued.Token, CancellationToken)));
    }

    [Fact]
    public async Task A_path_can_neither_be_declared_nor_read_without_the_candidates_link()
    {
        await _app.Data.InvitationAsync();

        Assert.False(await DeclareAsync("guess", LearningPath.CsDegree));
        Assert.Null(await _app.UseAsync((LearningPathDeclaration d) => d.FindOwnAsync("guess", CancellationToken)));
    }

    [Fact]
    public void Nothing_public_holds_a_learning_path_beside_the_id_of_anybody()
    {
        var beside = typeof(GradeBenchDbContext).Assembly.GetExportedTypes()
            .Where(type => Holds(type, typeof(LearningPath)) && Holds(type, typeof(Guid)))
            .ToList();

        Assert.Empty(beside);
        Assert.True(Holds(typeof(CohortFigures), typeof(LearningPath)));

        static bool Holds(Type type, Type wanted) => type.GetProperties()
            .Any(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == wanted);
    }

    private Task<bool> DeclareAsync(string token, LearningPath path) =>
        _app.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(token, path, CancellationToken));

    private async Task<(int N, double Mean)> OnlyAsync()
    {
        var scores = await _app.ReadAsync(db => db.ScoreRows
            .Where(r => r.Counts && r.Dimension == "typing").Select(r => (double)r.Score).ToListAsync(CancellationToken));

        return (scores.Count, Assert.Single(scores));
    }
}
