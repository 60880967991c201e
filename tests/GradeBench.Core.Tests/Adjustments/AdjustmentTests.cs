using GradeBench.Core.Adjustments;
using GradeBench.Core.Invitations;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Adjustments;

public sealed class AdjustmentTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(25, 0, 300)]
    [InlineData(100, 0, 480)]
    [InlineData(0, 45, 285)]
    [InlineData(50, 15, 375)]
    [InlineData(0, 0, 240)]
    public async Task What_was_granted_before_start_is_added_at_start(int percent, int minutes, int expectedMinutes)
    {
        var invitation = await _app.Data.InvitationAsync();
        await AnswerAsync(await RequestAsync(invitation.Token), percent, minutes);

        var started = await _app.Data.AttemptAsync(invitation.Token);

        Assert.Equal(TimeSpan.FromMinutes(expectedMinutes), started.Deadline - started.StartedAt);
    }

    [Fact]
    public async Task What_is_granted_while_somebody_works_moves_the_deadline_at_once()
    {
        var invitation = await _app.Data.InvitationAsync();
        var started = await _app.Data.AttemptAsync(invitation.Token);
        var request = await RequestAsync(invitation.Token);

        var answered = Assert.IsType<AnswerOutcome.Answered>(await AnswerAsync(request, percent: 25, minutes: 10));

        Assert.Equal(started.Deadline + TimeSpan.FromMinutes(70), answered.Deadline);
        Assert.Equal(answered.Deadline, (await _app.Data.AttemptAsync(invitation.Token)).Deadline);
    }

    [Fact]
    public async Task An_answer_is_given_once_and_a_second_one_adds_nothing()
    {
        var invitation = await _app.Data.InvitationAsync();
        var started = await _app.Data.AttemptAsync(invitation.Token);
        var request = await RequestAsync(invitation.Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AnswerAsync(request, percent: 0, minutes: 30)));

        Assert.Single(outcomes.OfType<AnswerOutcome.Answered>());
        Assert.Equal(started.Deadline + TimeSpan.FromMinutes(30), (await _app.Data.AttemptAsync(invitation.Token)).Deadline);
    }

    [Fact]
    public async Task One_request_waits_at_a_time()
    {
        var invitation = await _app.Data.InvitationAsync();
        var first = await RequestAsync(invitation.Token);

        Assert.IsType<RequestOutcome.StillOpen>(await AskAsync(invitation.Token));
        await AnswerAsync(first, 0, 0);
        Assert.IsType<RequestOutcome.Requested>(await AskAsync(invitation.Token));
    }

    [Fact]
    public async Task A_withdrawn_link_asks_for_nothing()
    {
        var invitation = await _app.Data.InvitationAsync();
        await _app.UseAsync((InvitationService s) => s.RevokeAsync(invitation.InvitationId, "admin", CancellationToken));

        Assert.IsType<RequestOutcome.Unknown>(await AskAsync(invitation.Token));
    }

    [Fact]
    public async Task The_audit_trail_holds_neither_the_reason_nor_the_person_nor_the_sitting()
    {
        var invitation = await _app.Data.InvitationAsync("needs.time@example.com");
        var request = await RequestAsync(invitation.Token, "a reason nobody else should read");
        await AnswerAsync(request, 50, 0);

        var entries = await _app.ReadAsync(db => db.AuditEntries
            .Where(e => e.Subject == $"adjustment {request}").Select(e => new { e.Action, e.Details }).ToListAsync(CancellationToken));

        Assert.Equal([("adjustment.requested", "{}"), ("adjustment.answered", "{}")], entries.Select(e => (e.Action, e.Details)));
    }

    [Fact]
    public async Task Staff_sees_what_waits_and_the_candidate_sees_the_answer()
    {
        var invitation = await _app.Data.InvitationAsync("asks@example.com");
        var request = await RequestAsync(invitation.Token, "more time to read");

        var waiting = Assert.Single(await _app.UseAsync((AdjustmentService s) => s.ListAsync(CancellationToken)), r => r.Id == request);
        Assert.Equal(("asks@example.com", 50, "more time to read"), (waiting.CandidateEmail, waiting.WishedPercent, waiting.Reason));
        await AnswerAsync(request, 50, 0);

        var own = Assert.Single(await _app.UseAsync((AdjustmentService s) => s.FindOwnAsync(invitation.Token, CancellationToken)));
        Assert.Equal((true, true, 50, "Granted."), (own.Answered, own.Granted, own.Percent, own.Answer));
    }

    private Task<RequestOutcome> AskAsync(string token, string? reason = null) =>
        _app.UseAsync((AdjustmentService s) => s.RequestAsync(token, 50, reason, CancellationToken));

    private async Task<Guid> RequestAsync(string token, string? reason = null) =>
        Assert.IsType<RequestOutcome.Requested>(await AskAsync(token, reason)).Id;

    private Task<AnswerOutcome> AnswerAsync(Guid request, int percent, int minutes) =>
        _app.UseAsync((AdjustmentService s) => s.AnswerAsync(request, percent, minutes, "Granted.", "admin", CancellationToken));
}
