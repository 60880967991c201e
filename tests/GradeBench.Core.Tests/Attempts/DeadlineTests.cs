using GradeBench.Core.Attempts;
using GradeBench.Core.Assessments;
using GradeBench.Core.Submissions;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Attempts;

public sealed class DeadlineTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T23:30:00Z")]
    [InlineData("America/New_York", "2027-03-14T06:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T05:30:00Z")]
    public async Task Four_hours_are_four_hours_while_the_clocks_change(string zone, string start)
    {
        var startsAt = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var invitation = await _app.Data.InvitationAsync(validFor: TimeSpan.FromDays(365));
        _app.Clock.SetUtcNow(startsAt);

        var started = await _app.Data.AttemptAsync(invitation.Token);

        Assert.Equal(startsAt.AddHours(4), started.Deadline);
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.NotEqual(local.GetUtcOffset(started.StartedAt), local.GetUtcOffset(started.Deadline));
        _app.Clock.SetUtcNow(started.Deadline);
        Assert.IsType<ReceiveOutcome.Received>(await ReceiveAsync(started.AttemptId));
        _app.Clock.SetUtcNow(started.Deadline.AddTicks(TimeSpan.TicksPerMicrosecond));
        Assert.IsType<ReceiveOutcome.TooLate>(await ReceiveAsync(started.AttemptId));
    }

    [Fact]
    public async Task An_extension_is_added_to_the_deadline_and_after_the_deadline_to_now()
    {
        var running = await _app.Data.AttemptAsync();
        Assert.Equal(running.Deadline.AddMinutes(30), await ExtendAsync(running.AttemptId, 30));

        _app.Clock.SetUtcNow(running.Deadline.AddHours(5));
        Assert.Equal(_app.Clock.GetUtcNow().AddMinutes(20), await ExtendAsync(running.AttemptId, 20));
        Assert.IsType<ReceiveOutcome.Received>(await ReceiveAsync(running.AttemptId));
    }

    [Fact]
    public async Task A_fault_of_ours_pauses_the_clock_of_whoever_was_working()
    {
        var noon = _app.Clock.GetUtcNow();
        var before = await _app.Data.AttemptAsync();
        _app.Clock.SetUtcNow(noon.AddHours(2));
        var during = await _app.Data.AttemptAsync();
        _app.Clock.SetUtcNow(noon.AddHours(9));

        // From 13:00 to 14:30 for who started at 12:00, and to the end of the fault for who started within it.
        await _app.UseAsync((DeadlineService s) => s.MakeUpAsync(noon.AddHours(1), noon.AddHours(2.5), "admin", CancellationToken));
        Assert.Equal(noon.AddHours(4 + 1.5), await DeadlineAsync(before.AttemptId));
        Assert.Equal(noon.AddHours(2 + 4 + 0.5), await DeadlineAsync(during.AttemptId));
    }

    [Fact]
    public async Task A_deadline_that_fell_into_a_fault_is_put_after_it()
    {
        var started = await _app.Data.AttemptAsync();
        var noon = started.StartedAt;
        _app.Clock.SetUtcNow(noon.AddHours(7));

        // The last hour of the four was lost, and the fault lasted an hour longer.
        await _app.UseAsync((DeadlineService s) => s.MakeUpAsync(noon.AddHours(3), noon.AddHours(5), "admin", CancellationToken));

        Assert.Equal(noon.AddHours(6), await DeadlineAsync(started.AttemptId));
    }

    [Fact]
    public async Task A_sitting_that_did_not_overlap_a_fault_keeps_its_deadline()
    {
        var started = await _app.Data.AttemptAsync();

        await _app.UseAsync((DeadlineService s) => s.MakeUpAsync(started.Deadline, started.Deadline.AddHours(1), "admin", CancellationToken));

        Assert.Equal(started.Deadline, await DeadlineAsync(started.AttemptId));
    }

    [Fact]
    public async Task A_rubric_published_later_changes_nothing_for_a_sitting_that_runs()
    {
        var attempt = await _app.Data.AttemptAsync();
        var shown = await CurrentRubricAsync();
        await _app.Data.PackAsync(TestData.Pack(rubricHash: "rubric-hash-2"));
        var receipt = await _app.Data.SubmissionAsync(attempt.AttemptId);

        var claim = await _app.Data.ClaimAsync(receipt.RunId);

        Assert.Equal(shown, claim.RubricVersionId);
        Assert.NotEqual(shown, await CurrentRubricAsync());
    }

    [Fact]
    public async Task Nobody_starts_with_rules_that_were_replaced_since_the_page_was_opened()
    {
        var invitation = await _app.Data.InvitationAsync();
        PublishedPack first = await _app.Data.PackAsync(), second = await _app.Data.PackAsync(TestData.Pack(rubricHash: "rubric-hash-3"));

        var stale = await StartAsync(invitation.Token, first.RubricVersionId);
        var fresh = await StartAsync(invitation.Token, second.RubricVersionId);

        Assert.IsType<StartOutcome.RulesChanged>(stale);
        Assert.IsType<StartOutcome.Started>(fresh);
    }

    private Task<Guid> CurrentRubricAsync() => _app.ReadAsync(db =>
        db.Assessments.Where(a => a.Id == TestData.AssessmentId).Select(a => a.CurrentRubricVersionId).SingleAsync(CancellationToken));

    private Task<StartOutcome> StartAsync(string token, Guid shown) =>
        _app.UseAsync((AttemptService s) => s.StartAsync(token, shown, CancellationToken));

    private Task<DateTimeOffset?> ExtendAsync(Guid attemptId, int minutes) =>
        _app.UseAsync((DeadlineService s) => s.ExtendAsync(attemptId, TimeSpan.FromMinutes(minutes), "admin", CancellationToken));

    private Task<DateTimeOffset> DeadlineAsync(Guid attemptId) =>
        _app.ReadAsync(db => db.Attempts.Where(a => a.Id == attemptId).Select(a => a.Deadline).SingleAsync(CancellationToken));

    private Task<ReceiveOutcome> ReceiveAsync(Guid attemptId) => _app.UseAsync((SubmissionService s) => s.ReceiveAsync(
        new NewSubmission(attemptId, "x"u8.ToArray(), null, "csharp", [new SubmittedFile("A.cs", 1)]), CancellationToken));
}
