using GradeBench.Core.Audit;
using GradeBench.Core.Decisions;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Decisions;

public sealed class DecisionServiceTests(TestPostgres postgres) : CoreTest(postgres)
{
    private const string Reason = "Cancellation stops after the first task.";

    [Fact]
    public async Task Every_decision_stays_and_the_chained_trail_names_who_made_it()
    {
        var submission = await App.Data.SubmissionAsync();
        await App.Data.GradeAsync(submission.RunId);

        await DecideAsync(submission.SubmissionId, DecisionOutcome.Hold, "first@example.com");
        App.Clock.Advance(TimeSpan.FromHours(1));
        await DecideAsync(submission.SubmissionId, DecisionOutcome.Advance, "second@example.com");

        var decisions = await App.ReadAsync(db => db.Decisions.OrderBy(d => d.DecidedAt).ToListAsync(CancellationToken));
        Assert.Equal([(DecisionOutcome.Hold, "first@example.com"), (DecisionOutcome.Advance, "second@example.com")], decisions.Select(d => (d.Outcome, d.DecidedBy)));
        var entries = await App.ReadAsync(db => db.AuditEntries.Where(e => e.Action == "decision.made").OrderBy(e => e.Sequence).ToListAsync(CancellationToken));
        Assert.Equal(["first@example.com", "second@example.com"], entries.Select(e => e.Actor));
        Assert.All(entries, e => Assert.DoesNotContain(Reason, e.Details, StringComparison.Ordinal));
        Assert.Contains("\"outcome\":\"Advance\"", entries[1].Details, StringComparison.Ordinal);
        Assert.IsType<AuditVerdict.Intact>(await App.UseAsync((AuditTrail trail) => trail.VerifyAsync(CancellationToken)));
    }

    [Fact]
    public async Task Only_a_graded_last_upload_can_be_decided_on()
    {
        var first = await App.Data.SubmissionAsync();

        Assert.IsType<DecideOutcome.NotGraded>(await DecideAsync(first.SubmissionId));
        Assert.IsType<DecideOutcome.Unknown>(await DecideAsync(Guid.NewGuid()));

        await App.Data.GradeAsync(first.RunId);
        var attempt = await App.ReadAsync(db => db.Submissions.Where(s => s.Id == first.SubmissionId).Select(s => s.AttemptId).SingleAsync(CancellationToken));
        var second = await App.Data.SubmissionAsync(attempt, "class D { }");

        Assert.Equal(new DecideOutcome.Superseded(second.SubmissionId), await DecideAsync(first.SubmissionId));
        Assert.False(await App.ReadAsync(db => db.Decisions.AnyAsync(CancellationToken)));
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("          too short          ")]
    public async Task A_decision_needs_a_reason(string reason)
    {
        var submission = await App.Data.SubmissionAsync();
        await App.Data.GradeAsync(submission.RunId);

        await Assert.ThrowsAsync<ArgumentException>(() => DecideAsync(submission.SubmissionId, reason: reason));
    }

    private Task<DecideOutcome> DecideAsync(
        Guid submission, DecisionOutcome outcome = DecisionOutcome.Decline, string actor = "reviewer@example.com", string reason = Reason) =>
        App.UseAsync((DecisionService decisions) => decisions.DecideAsync(new(submission, outcome, "cancellation", reason), actor, CancellationToken));
}
