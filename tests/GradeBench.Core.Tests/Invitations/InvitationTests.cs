using GradeBench.Core.Attempts;
using GradeBench.Core.Invitations;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Invitations;

public sealed class InvitationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_link_finds_its_invitation_and_the_database_does_not_hold_the_link()
    {
        var issued = await _app.Data.InvitationAsync("ada@example.com");

        var found = await _app.UseAsync((InvitationService s) => s.FindAsync(issued.Token, CancellationToken));

        Assert.Equal("ada@example.com", found!.Candidate.Email);
        Assert.Equal("Task runner", found.Assessment.CurrentPackVersion.Title);
        var dump = await database.ReadAsync<string>($"SELECT string_agg(invitations::text, ' ') FROM invitations");
        Assert.DoesNotContain(issued.Token, dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_finds_nothing()
    {
        await _app.Data.InvitationAsync();

        Assert.Null(await _app.UseAsync((InvitationService s) => s.FindAsync("guess", CancellationToken)));
    }

    [Fact]
    public async Task Somebody_invited_twice_stays_one_candidate()
    {
        var first = await _app.Data.InvitationAsync("Grace@Example.com");
        var second = await _app.Data.InvitationAsync(" grace@example.com");

        Assert.Equal(first.CandidateId, second.CandidateId);
    }

    [Fact]
    public async Task An_assessment_that_is_not_published_cannot_be_invited_to()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _app.UseAsync((InvitationService s) =>
            s.CreateAsync(new NewInvitation("unknown", "A", "a@example.com"), "test", CancellationToken)));

        Assert.Contains("'unknown' has not been published", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_gives_the_configured_time_and_pressing_it_again_changes_nothing()
    {
        var issued = await _app.Data.InvitationAsync();

        var first = await _app.Data.AttemptAsync(issued.Token);
        _app.Clock.Advance(TimeSpan.FromMinutes(30));
        var again = await _app.Data.AttemptAsync(issued.Token);

        Assert.Equal(TimeSpan.FromHours(4), first.Deadline - first.StartedAt);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Two_presses_of_start_at_the_same_moment_start_one_attempt()
    {
        var issued = await _app.Data.InvitationAsync();

        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _app.Data.AttemptAsync(issued.Token)));

        Assert.Single(started.Distinct());
    }

    [Fact]
    public async Task An_expired_link_starts_nothing()
    {
        var issued = await _app.Data.InvitationAsync(validFor: TimeSpan.FromDays(1));
        _app.Clock.Advance(TimeSpan.FromDays(1));

        var outcome = await _app.UseAsync((AttemptService s) => s.StartAsync(issued.Token, CancellationToken));

        Assert.Equal(new StartOutcome.Expired(issued.ExpiresAt), outcome);
    }

    [Fact]
    public async Task A_sitting_outlives_the_expiry_of_its_link()
    {
        var issued = await _app.Data.InvitationAsync(validFor: TimeSpan.FromHours(1));
        var started = await _app.Data.AttemptAsync(issued.Token);
        _app.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(started, await _app.Data.AttemptAsync(issued.Token));
    }

    [Fact]
    public async Task A_revoked_link_starts_nothing_and_is_revoked_once()
    {
        var issued = await _app.Data.InvitationAsync();

        Assert.True(await _app.UseAsync((InvitationService s) => s.RevokeAsync(issued.InvitationId, "admin", CancellationToken)));
        Assert.False(await _app.UseAsync((InvitationService s) => s.RevokeAsync(issued.InvitationId, "admin", CancellationToken)));

        Assert.IsType<StartOutcome.Revoked>(
            await _app.UseAsync((AttemptService s) => s.StartAsync(issued.Token, CancellationToken)));
        Assert.Equal(1, await _app.ReadAsync(db => db.AuditEntries.CountAsync(
            e => e.Action == "invitation.revoked" && e.Subject == $"invitation {issued.InvitationId}" && e.Actor == "admin", CancellationToken)));
    }

    [Fact]
    public async Task A_link_nobody_issued_starts_nothing()
    {
        await _app.Data.PackAsync(TestData.Pack());

        Assert.IsType<StartOutcome.Unknown>(await _app.UseAsync((AttemptService s) => s.StartAsync("guess", CancellationToken)));
    }
}
