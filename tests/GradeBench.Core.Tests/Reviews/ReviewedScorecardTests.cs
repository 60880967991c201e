using GradeBench.Core.Reviews;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;

namespace GradeBench.Core.Tests.Reviews;

public sealed class ReviewedScorecardTests
{
    private static readonly Scorecard Machine = TestData.Scorecard() with
    {
        Overall = 6.3m,
        Dimensions = [new DimensionScore("concurrency", "Concurrency", 60, 5.3m), new DimensionScore("resilience", "Error handling", 40, 8.0m)],
        Criteria =
        [
            Criterion("bound", "concurrency", 50, 4.0m), Criterion("totals", "concurrency", 50, 6.6m), Criterion("failures", "resilience", 100, 8.0m),
        ],
    };

    [Fact]
    public void Without_a_review_there_is_no_reviewed_score()
    {
        var reviewed = ReviewedScorecard.Of(Machine, [], []);

        Assert.Null(reviewed.Overall);
        Assert.False(reviewed.Changed);
    }

    [Fact]
    public void A_review_that_changes_nothing_confirms_the_machines_score_to_the_digit()
    {
        var reviewed = ReviewedScorecard.Of(Machine, [Review("a")], []);

        Assert.Equal(6.3m, reviewed.Overall);
        Assert.Equal([5.3m, 8.0m], reviewed.Dimensions.Select(d => d.Shown!.Value));
    }

    [Fact]
    public void A_level_changes_its_dimension_and_the_whole_by_their_weights()
    {
        var reviewed = ReviewedScorecard.Of(Machine, [Review("a", ("bound", 8))], []);

        // Concurrency (8 + 6.6) / 2 = 7.3; overall 0.6 × 7.3 + 0.4 × 8.0 = 7.58.
        Assert.Equal([7.3m, 8.0m], reviewed.Dimensions.Select(d => d.Shown!.Value));
        Assert.Equal(7.6m, reviewed.Overall);
        Assert.Equal(4.0m, reviewed.Criteria[0].Score.Score);
    }

    [Fact]
    public void Two_reviews_that_differ_leave_the_score_open_until_it_is_settled()
    {
        Review[] reviews = [Review("a", ("bound", 8)), Review("b")];

        var open = ReviewedScorecard.Of(Machine, reviews, []);
        var settled = ReviewedScorecard.Of(Machine, reviews, [Settled("bound", 6)]);

        Assert.Equal("bound", Assert.Single(open.Disagreements).Score.Id);
        Assert.Null(open.Overall);
        Assert.Null(open.Dimensions[0].Shown);
        Assert.Equal(8.0m, open.Dimensions[1].Shown);
        Assert.Empty(settled.Disagreements);
        Assert.Equal(7.0m, settled.Overall);
    }

    [Fact]
    public void Two_reviews_that_agree_need_no_settling()
    {
        var reviewed = ReviewedScorecard.Of(Machine, [Review("a", ("bound", 8)), Review("b", ("bound", 8))], []);

        Assert.Empty(reviewed.Disagreements);
        Assert.Equal(7.6m, reviewed.Overall);
    }

    private static CriterionScore Criterion(string id, string dimension, decimal weight, decimal score) =>
        new(id, id, dimension, weight, score, score, null, new Level(1, "Low."), null, []);

    private static Review Review(string reviewer, params (string Criterion, int Level)[] levels)
    {
        var review = new Review
        {
            Id = Guid.NewGuid(),
            AttemptId = Guid.Empty,
            SubmissionId = Guid.Empty,
            Reviewer = reviewer,
            StartedAt = default,
            FinishedAt = default(DateTimeOffset),
        };
        foreach (var (criterion, level) in levels)
        {
            review.Levels.Add(new ReviewLevel { ReviewId = review.Id, CriterionId = criterion, Level = level, MachineScore = 0, Reason = "", GivenAt = default });
        }

        return review;
    }

    private static SettledLevel Settled(string criterion, decimal level) =>
        new() { SubmissionId = Guid.Empty, CriterionId = criterion, Level = level, Reason = "", SettledBy = "a", SettledAt = default };
}
