using GradeBench.Core.Attempts;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Runs;
using GradeBench.Rubrics;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Feedback;

public sealed class FeedbackTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly DateTimeOffset Deadline = new(2026, 6, 1, 16, 0, 0, TimeSpan.Zero);

    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void Feedback_comes_by_itself_at_the_promised_second_and_not_before()
    {
        var options = new FeedbackOptions();
        var due = Deadline.AddDays(5);

        Assert.Equal(new FeedbackState.Promised(due), FeedbackState.Of(null, Deadline, options, due.AddSeconds(-1)));
        Assert.Equal(new FeedbackState.Released(due), FeedbackState.Of(null, Deadline, options, due));
        Assert.Equal(new FeedbackState.Released(Deadline.AddHours(1)), FeedbackState.Of(Deadline.AddHours(1), Deadline, options, due));
    }

    [Fact]
    public void Nothing_comes_by_itself_while_one_can_still_upload()
    {
        var options = new FeedbackOptions { ReleaseAfter = TimeSpan.Zero };

        Assert.IsType<FeedbackState.Promised>(FeedbackState.Of(null, Deadline, options, Deadline));
        Assert.IsType<FeedbackState.Released>(FeedbackState.Of(null, Deadline, options, Deadline.AddSeconds(1)));
    }

    [Fact]
    public void Without_the_policy_feedback_waits_for_a_person() => Assert.IsType<FeedbackState.Held>(
        FeedbackState.Of(null, Deadline, new FeedbackOptions { ReleaseByItself = false }, Deadline.AddYears(1)));

    [Fact]
    public async Task Releasing_needs_an_ended_sitting_and_a_graded_upload_and_is_done_once()
    {
        var attempt = await _app.Data.AttemptAsync();
        var receipt = await _app.Data.SubmissionAsync(attempt.AttemptId);
        Assert.IsType<ReleaseOutcome.StillOpen>(await ReleaseAsync(attempt.AttemptId));
        _app.Clock.SetUtcNow(attempt.Deadline.AddSeconds(1));
        Assert.IsType<ReleaseOutcome.NotGraded>(await ReleaseAsync(attempt.AttemptId));
        await _app.Data.GradeAsync(receipt.RunId);

        var released = await ReleaseAsync(attempt.AttemptId);
        _app.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new ReleaseOutcome.Released(attempt.Deadline.AddSeconds(1)), released);
        Assert.Equal(new ReleaseOutcome.ReleasedBefore(attempt.Deadline.AddSeconds(1)), await ReleaseAsync(attempt.AttemptId));
        Assert.IsType<ReleaseOutcome.Unknown>(await ReleaseAsync(Guid.NewGuid()));
        Assert.Equal(1, await _app.ReadAsync(db => db.AuditEntries.CountAsync(
            e => e.Action == "feedback.released" && e.Subject == $"attempt {attempt.AttemptId}", CancellationToken)));
    }

    [Fact]
    public async Task Another_look_is_asked_for_once_for_each_criterion_and_only_when_feedback_is_released()
    {
        var (invitation, attempt) = await SubmittedAsync();
        Assert.IsType<RecheckOutcome.Unknown>(await AskAsync(invitation.Token, "bound", "It does hold."));
        _app.Clock.SetUtcNow(attempt.Deadline.AddDays(5));

        Assert.IsType<RecheckOutcome.NoReason>(await AskAsync(invitation.Token, "bound", " \n"));
        Assert.IsType<RecheckOutcome.Unknown>(await AskAsync(invitation.Token, "no-such-criterion", "It does hold."));
        var asked = Assert.IsType<RecheckOutcome.Requested>(await AskAsync(invitation.Token, "bound", "It does hold."));
        Assert.IsType<RecheckOutcome.RequestedBefore>(await AskAsync(invitation.Token, "bound", "Really."));

        Assert.False(await AnswerAsync(asked.Id, " "));
        Assert.True(await AnswerAsync(asked.Id, "It does not: see line 12."));
        Assert.False(await AnswerAsync(asked.Id, "A second answer."));
        var listed = Assert.Single(await _app.UseAsync((RecheckService s) => s.ListAsync(CancellationToken)), r => r.Id == asked.Id);
        Assert.Equal(("It does not: see line 12.", "reviewer"), (listed.Answer, listed.AnsweredBy));
    }

    private async Task<(IssuedInvitation Invitation, StartOutcome.Started Attempt)> SubmittedAsync()
    {
        var invitation = await _app.Data.InvitationAsync();
        var attempt = await _app.Data.AttemptAsync(invitation.Token);
        var receipt = await _app.Data.SubmissionAsync(attempt.AttemptId);
        var claim = await _app.Data.ClaimAsync(receipt.RunId);
        var scorecard = TestData.Scorecard() with
        {
            Criteria = [new CriterionScore("bound", "The bound holds", "concurrency", 100, 5, 5, null, new Level(5, "Mostly."), null, [])],
        };
        Assert.True(await _app.UseAsync((RunLease lease) => lease.CompleteAsync(claim, TestData.Evidence(), scorecard, CancellationToken)));

        return (invitation, attempt);
    }

    private Task<ReleaseOutcome> ReleaseAsync(Guid attemptId) =>
        _app.UseAsync((FeedbackService s) => s.ReleaseAsync(attemptId, "reviewer", CancellationToken));

    private Task<RecheckOutcome> AskAsync(string token, string criterion, string reason) =>
        _app.UseAsync((RecheckService s) => s.RequestAsync(token, 1, criterion, reason, CancellationToken));

    private Task<bool> AnswerAsync(Guid id, string answer) =>
        _app.UseAsync((RecheckService s) => s.AnswerAsync(id, agreed: false, answer, "reviewer", CancellationToken));
}
