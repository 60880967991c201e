using GradeBench.Core.Cohorts;
using GradeBench.Core.Storage;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class CountedScoresTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task The_last_submission_of_a_person_counts_whatever_order_they_are_graded_in()
    {
        var attempt = await App.Data.AttemptAsync();
        var first = await App.Data.SubmissionAsync(attempt.AttemptId, "1");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var last = await App.Data.SubmissionAsync(attempt.AttemptId, "2");

        await App.Data.GradeAsync(last.RunId, 4.0m);
        await App.Data.GradeAsync(first.RunId, 9.0m);

        Assert.Equal((1, 4.0), await OnlyAsync());
    }

    [Fact]
    public async Task A_submission_that_is_not_graded_yet_leaves_the_earlier_one_counting()
    {
        var attempt = await App.Data.AttemptAsync();
        await App.Data.GradeAsync((await App.Data.SubmissionAsync(attempt.AttemptId, "1")).RunId, 6.0m);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.Data.SubmissionAsync(attempt.AttemptId, "2");

        Assert.Equal((1, 6.0), await OnlyAsync());
    }

    [Fact]
    public async Task Somebody_with_two_attempts_counts_once()
    {
        foreach (var score in new[] { 3.0m, 8.0m })
        {
            var issued = await App.Data.InvitationAsync("again@example.com");
            var attempt = await App.Data.AttemptAsync(issued.Token);
            await App.Data.GradeAsync((await App.Data.SubmissionAsync(attempt.AttemptId)).RunId, score);
            App.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal((1, 8.0), await OnlyAsync());
    }

    [Fact]
    public async Task Scores_under_different_rubrics_are_never_mixed()
    {
        var submission = await App.Data.SubmissionAsync();
        await App.Data.GradeAsync(submission.RunId, 9.0m);
        var published = await App.Data.PackAsync(TestData.Pack(rubricHash: "rubric-hash-2"));
        var other = await App.Data.SubmissionAsync();
        await App.Data.GradeAsync(other.RunId, 5.0m, "rubric-hash-2");

        var rows = await App.ReadAsync(db => db.ScoreRows.Where(r => r.Counts && r.Dimension == "typing").ToListAsync(CancellationToken));

        Assert.Equal(5.0m, Assert.Single(rows, row => row.RubricVersionId == published.RubricVersionId).Score);
        Assert.Equal(9.0m, Assert.Single(rows, row => row.RubricVersionId != published.RubricVersionId).Score);
    }

    [Fact]
    public async Task A_path_declared_after_grading_moves_the_scores_to_its_cohort()
    {
        var issued = await App.Data.InvitationAsync();
        var attempt = await App.Data.AttemptAsync(issued.Token);
        await App.Data.GradeAsync((await App.Data.SubmissionAsync(attempt.AttemptId)).RunId);

        Assert.True(await DeclareAsync(issued.Token, LearningPath.CsDegree));

        Assert.Equal([LearningPath.CsDegree], await App.ReadAsync(db => db.ScoreRows.Select(r => r.Cohort).Distinct().ToListAsync(CancellationToken)));
        Assert.Equal(LearningPath.CsDegree, await App.UseAsync((LearningPathDeclaration d) => d.FindOwnAsync(issued.Token, CancellationToken)));
    }

    [Fact]
    public async Task A_path_can_neither_be_declared_nor_read_without_the_candidates_link()
    {
        await App.Data.InvitationAsync();

        Assert.False(await DeclareAsync("guess", LearningPath.CsDegree));
        Assert.Null(await App.UseAsync((LearningPathDeclaration d) => d.FindOwnAsync("guess", CancellationToken)));
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
        App.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(token, path, CancellationToken));

    private async Task<(int N, double Mean)> OnlyAsync()
    {
        var scores = await App.ReadAsync(db => db.ScoreRows
            .Where(r => r.Counts && r.Dimension == "typing").Select(r => (double)r.Score).ToListAsync(CancellationToken));

        return (scores.Count, Assert.Single(scores));
    }
}
