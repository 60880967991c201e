using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Reviews;

public sealed class ReviewQueueTests(TestPostgres postgres) : ReviewTest(postgres)
{
    [Fact]
    public async Task An_attempt_is_in_the_queue_once_with_its_last_upload_as_it_stands()
    {
        var first = await App.Data.SubmissionAsync();
        Assert.Equal((RunState.Queued, (decimal?)null, 1), Seen(await EntryAsync(first.SubmissionId)));
        await App.Data.GradeAsync(first.RunId, 7.5m);
        Assert.Equal((RunState.Graded, 7.5m, 1), Seen(await EntryAsync(first.SubmissionId)));

        var attempt = (await EntryAsync(first.SubmissionId)).AttemptId;
        var second = await App.Data.SubmissionAsync(attempt, "class D { }");
        Assert.Equal((RunState.Queued, (decimal?)null, 2), Seen(await EntryAsync(second.SubmissionId)));

        Assert.Equal(1, await App.ReadAsync(db => db.QueueEntries.CountAsync(CancellationToken)));
    }

    [Fact]
    public async Task Decisions_and_reviews_show_in_the_queue()
    {
        var submission = await GradedAsync();
        await GiveAsync(submission, "totals", 3);
        Assert.Equal((null, 1, 0), Progress(await EntryAsync(submission)));
        await FinishAsync(submission);
        await DecideAsync(submission, DecisionOutcome.Hold);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(submission, DecisionOutcome.Advance);

        Assert.Equal((DecisionOutcome.Advance, 1, 1), Progress(await EntryAsync(submission)));
    }

    [Fact]
    public async Task What_is_written_at_the_same_moment_is_all_in_the_queue()
    {
        var submission = await GradedAsync();
        string[] reviewers = ["a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com"];

        await Task.WhenAll(reviewers.Select(r => FinishAsync(submission, r)));

        Assert.Equal(reviewers, (await EntryAsync(submission)).FinishedBy);
    }

    [Fact]
    public async Task Every_reviewer_has_an_order_of_their_own_that_stays()
    {
        for (var i = 0; i < 12; i++) await App.Data.SubmissionAsync();

        var first = await OrderAsync("first@example.com");

        Assert.Equal(first, await OrderAsync("first@example.com"));
        Assert.NotEqual(first, await OrderAsync("second@example.com"));
        Assert.Equal(first.Order(), (await OrderAsync("second@example.com")).Order());
    }

    [Fact]
    public async Task Next_walks_through_all_that_waits_and_begins_with_what_nobody_else_has_begun()
    {
        var all = new List<Guid>();
        for (var i = 0; i < 4; i++) all.Add(await GradedAsync());
        await App.Data.SubmissionAsync();
        await DecideAsync(all[0], DecisionOutcome.Decline);
        await GiveAsync(all[1], "totals", 4, "second@example.com");

        var walked = new List<Guid>();
        for (var next = await NextAsync(null); walked.Count < 3; next = await NextAsync(next)) walked.Add(next!.Value);

        Assert.Equal(all.Skip(1).Order(), walked.Order());
        Assert.NotEqual(all[1], walked[0]);
        foreach (var submission in all.Skip(1)) await FinishAsync(submission);
        Assert.Null(await NextAsync(null));
    }

    private Task<Guid?> NextAsync(Guid? after) => App.ReadAsync(db => QueueOrder.NextAsync(db, "first@example.com", after, CancellationToken));

    private Task<List<Guid>> OrderAsync(string reviewer)
    {
        var seed = QueueOrder.SeedOf(reviewer);
        return App.ReadAsync(db => db.QueueEntries.OrderBy(e => QueueOrder.Place(e.SubmissionId, seed)).Select(e => e.SubmissionId).ToListAsync(CancellationToken));
    }

    private static (RunState, decimal?, int) Seen(QueueEntry entry) => (entry.State, entry.Overall, entry.Number);

    private static (DecisionOutcome?, int, int) Progress(QueueEntry entry) => (entry.Decision, entry.Reviewers.Count, entry.FinishedBy.Count);
}
