using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Reviews;

/// <summary>What tests of reviews need: graded submissions with two criteria, and reviewers' acts in one line each.</summary>
public abstract class ReviewTest(TestPostgres postgres) : CoreTest(postgres)
{
    protected const string Reason = "The lock is taken around every change.";

    protected static Scorecard Scorecard(decimal totals = 5.0m, decimal failures = 8.0m) => TestData.Scorecard() with
    {
        Overall = 6.5m,
        Dimensions = [new DimensionScore("concurrency", "Concurrency", 60, totals), new DimensionScore("resilience", "Error handling", 40, failures)],
        Criteria = [Criterion("totals", "concurrency", totals), Criterion("failures", "resilience", failures)],
    };

    /// <summary>The id of a graded submission.</summary>
    protected async Task<Guid> GradedAsync(Guid? attempt = null, string content = "class C { }")
    {
        var receipt = await App.Data.SubmissionAsync(attempt, content);
        var claim = await App.Data.ClaimAsync(receipt.RunId);
        Assert.True(await App.UseAsync((RunLease lease) => lease.CompleteAsync(claim, TestData.Evidence(), Scorecard(), CancellationToken)));
        return receipt.SubmissionId;
    }

    protected Task<ReviewOutcome> GiveAsync(Guid submission, string criterion, int level, string actor = "first@example.com", string reason = Reason) =>
        App.UseAsync((ReviewService reviews) => reviews.GiveLevelAsync(new(submission, criterion, level, reason), actor, CancellationToken));

    protected Task<ReviewOutcome> FinishAsync(Guid submission, string actor = "first@example.com") =>
        App.UseAsync((ReviewService reviews) => reviews.FinishAsync(submission, actor, CancellationToken));

    protected Task<ReviewOutcome> SettleAsync(Guid submission, string criterion, int? level, string actor) =>
        App.UseAsync((ReviewService reviews) => reviews.SettleAsync(submission, criterion, level, Reason, actor, CancellationToken));

    protected async Task DecideAsync(Guid submission, DecisionOutcome outcome) => Assert.IsType<DecideOutcome.Decided>(
        await App.UseAsync((DecisionService decisions) => decisions.DecideAsync(new(submission, outcome, "totals", Reason), "first@example.com", CancellationToken)));

    protected Task<QueueEntry> EntryAsync(Guid submission) =>
        App.ReadAsync(db => db.QueueEntries.AsNoTracking().SingleAsync(e => e.SubmissionId == submission, CancellationToken));

    protected static CriterionScore Criterion(string id, string dimension, decimal score) =>
        new(id, $"Criterion {id}", dimension, 100, score, score, null, new Level(1, "Low."), new Level(9, "High."), []);
}
