using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Reviews;

public sealed class IdentityRevealTests(TestPostgres postgres) : ReviewTest(postgres)
{
    private const string Why = "The candidate asked us about this upload.";

    [Fact]
    public async Task A_name_is_shown_before_a_decision_only_to_whoever_said_why()
    {
        var submission = await GradedAsync();
        Assert.False((await FindAsync(submission, "first@example.com")).Shown);

        Assert.True(await App.UseAsync((IdentityReveals reveals) => reveals.RevealAsync(submission, Why, "first@example.com", CancellationToken)));

        Assert.True((await FindAsync(submission, "first@example.com")).Shown);
        Assert.False((await FindAsync(submission, "second@example.com")).Shown);
        var entry = await App.ReadAsync(db => db.AuditEntries.SingleAsync(e => e.Action == "identity.revealed", CancellationToken));
        Assert.Equal("first@example.com", entry.Actor);
        Assert.DoesNotContain(Why, entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_shows_it_to_everybody_and_hold_is_none()
    {
        var submission = await GradedAsync();

        await DecideAsync(submission, DecisionOutcome.Hold);
        Assert.False((await FindAsync(submission, "second@example.com")).Shown);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(submission, DecisionOutcome.Decline);

        Assert.True((await FindAsync(submission, "second@example.com")).Shown);
    }

    [Fact]
    public async Task Nothing_is_revealed_without_a_reason()
    {
        var submission = await GradedAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            App.UseAsync((IdentityReveals reveals) => reveals.RevealAsync(submission, "because", "first@example.com", CancellationToken)));
    }

    private async Task<CandidateIdentity> FindAsync(Guid submission, string reader) =>
        (await App.UseAsync((IdentityReveals reveals) => reveals.FindAsync(submission, reader, CancellationToken)))!;
}
