using GradeBench.Core.Audit;
using GradeBench.Core.Reviews;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Reviews;

public sealed class ReviewServiceTests(TestPostgres postgres) : ReviewTest(postgres)
{
    private const string First = "first@example.com";
    private const string Second = "second@example.com";

    [Fact]
    public async Task A_level_stands_beside_the_machines_score_and_every_change_is_in_the_trail_without_its_reason()
    {
        var submission = await GradedAsync();

        await GiveAsync(submission, "totals", 7);
        await GiveAsync(submission, "totals", 9);
        await App.UseAsync((ReviewService reviews) => reviews.WithdrawLevelAsync(submission, "totals", First, CancellationToken));
        await GiveAsync(submission, "failures", 3);

        var level = await App.ReadAsync(db => db.ReviewLevels.SingleAsync(CancellationToken));
        Assert.Equal(("failures", 3, 8.0m, Reason), (level.CriterionId, level.Level, level.MachineScore, level.Reason));
        Assert.Equal(6.5m, (await EntryAsync(submission)).Overall);
        var entries = await App.ReadAsync(db => db.AuditEntries.Where(e => e.Action.StartsWith("review.")).OrderBy(e => e.Sequence).ToListAsync(CancellationToken));
        Assert.Equal(["review.level-given", "review.level-given", "review.level-withdrawn", "review.level-given"], entries.Select(e => e.Action));
        Assert.Contains("\"before\":7,\"level\":9", entries[1].Details, StringComparison.Ordinal);
        Assert.All(entries, e => Assert.DoesNotContain(Reason, e.Details, StringComparison.Ordinal));
        Assert.IsType<AuditVerdict.Intact>(await App.UseAsync((AuditTrail trail) => trail.VerifyAsync(CancellationToken)));
    }

    [Theory]
    [InlineData(0, Reason)]
    [InlineData(11, Reason)]
    [InlineData(5, "   short    ")]
    public async Task A_level_is_from_one_to_ten_and_has_a_reason(int level, string reason)
    {
        var submission = await GradedAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => GiveAsync(submission, "totals", level, First, reason));
        Assert.False(await App.ReadAsync(db => db.Reviews.AnyAsync(CancellationToken)));
    }

    [Fact]
    public async Task Only_the_graded_upload_that_counts_can_be_reviewed()
    {
        var waiting = await App.Data.SubmissionAsync();
        Assert.IsType<ReviewOutcome.NotGraded>(await FinishAsync(waiting.SubmissionId));
        Assert.IsType<ReviewOutcome.Unknown>(await FinishAsync(Guid.NewGuid()));

        var first = await GradedAsync();
        Assert.IsType<ReviewOutcome.Unknown>(await GiveAsync(first, "missing", 5));
        var second = await GradedAsync((await EntryAsync(first)).AttemptId, "class D { }");

        Assert.Equal(new ReviewOutcome.Superseded(second), await GiveAsync(first, "totals", 5));
    }

    [Fact]
    public async Task A_finished_review_stays_and_can_be_reopened_only_until_another_one_is_finished()
    {
        var submission = await GradedAsync();
        await FinishAsync(submission);

        Assert.IsType<ReviewOutcome.Finished>(await GiveAsync(submission, "totals", 2));
        Assert.IsType<ReviewOutcome.Done>(await ReopenAsync(submission));
        Assert.IsType<ReviewOutcome.Done>(await GiveAsync(submission, "totals", 2));
        await FinishAsync(submission);
        await FinishAsync(submission, Second);

        Assert.IsType<ReviewOutcome.SeenByNow>(await ReopenAsync(submission));
        Assert.Equal([First, Second], (await EntryAsync(submission)).FinishedBy);
    }

    [Fact]
    public async Task Where_two_reviews_differ_one_of_the_two_settles_it_with_a_reason()
    {
        var submission = await GradedAsync();
        await GiveAsync(submission, "totals", 2);
        await FinishAsync(submission);
        Assert.Equal(0, (await EntryAsync(submission)).Disagreements);
        await FinishAsync(submission, Second);
        Assert.Equal(1, (await EntryAsync(submission)).Disagreements);

        Assert.IsType<ReviewOutcome.NotYours>(await SettleAsync(submission, "totals", 4, "third@example.com"));
        Assert.IsType<ReviewOutcome.Done>(await SettleAsync(submission, "totals", 4, Second));

        Assert.Equal(0, (await EntryAsync(submission)).Disagreements);
        await SettleAsync(submission, "totals", null, First);
        Assert.Equal(5.0m, await App.ReadAsync(db => db.SettledLevels.Select(s => s.Level).SingleAsync(CancellationToken)));
        Assert.Equal(2, await App.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "review.settled", CancellationToken)));
    }

    [Fact]
    public async Task Two_windows_of_one_reviewer_make_one_review()
    {
        var submission = await GradedAsync();

        await Task.WhenAll(GiveAsync(submission, "totals", 2), GiveAsync(submission, "failures", 3), GiveAsync(submission, "totals", 4));

        Assert.Equal(1, await App.ReadAsync(db => db.Reviews.CountAsync(CancellationToken)));
        Assert.Equal(2, await App.ReadAsync(db => db.ReviewLevels.CountAsync(CancellationToken)));
    }

    [Fact]
    public async Task A_note_for_the_candidate_is_a_draft_until_its_writer_publishes_it()
    {
        var submission = await GradedAsync();
        await NoteAsync(submission, "Read the part on cancellation again.", forCandidate: true);
        await NoteAsync(submission, "Ask about this in the interview.", forCandidate: false);

        Assert.Equal(0, await PublishAsync(submission, Second));
        Assert.Equal(1, await PublishAsync(submission, First));

        var notes = await App.ReadAsync(db => db.ReviewNotes.OrderByDescending(n => n.ForCandidate).ToListAsync(CancellationToken));
        Assert.Equal([true, false], notes.Select(n => n.PublishedAt is not null));
        Assert.IsType<ReviewOutcome.Unknown>(await RemoveAsync(submission, notes[0].Id, First));
        Assert.IsType<ReviewOutcome.Unknown>(await RemoveAsync(submission, notes[1].Id, Second));
        Assert.IsType<ReviewOutcome.Done>(await RemoveAsync(submission, notes[1].Id, First));
    }

    private Task<ReviewOutcome> ReopenAsync(Guid submission) =>
        App.UseAsync((ReviewService reviews) => reviews.ReopenAsync(submission, First, CancellationToken));

    private Task<ReviewOutcome> NoteAsync(Guid submission, string text, bool forCandidate) =>
        App.UseAsync((ReviewNotes notes) => notes.AddAsync(new(submission, null, text, forCandidate), First, CancellationToken));

    private Task<int> PublishAsync(Guid submission, string actor) =>
        App.UseAsync((ReviewNotes notes) => notes.PublishAsync(submission, actor, CancellationToken));

    private Task<ReviewOutcome> RemoveAsync(Guid submission, Guid note, string actor) =>
        App.UseAsync((ReviewNotes notes) => notes.RemoveAsync(submission, note, actor, CancellationToken));
}
