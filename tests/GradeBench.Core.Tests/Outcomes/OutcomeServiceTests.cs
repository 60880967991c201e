using GradeBench.Core.Audit;
using GradeBench.Core.Decisions;
using GradeBench.Core.Outcomes;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Outcomes;

public sealed class OutcomeServiceTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task Every_outcome_stays_and_the_trail_proves_it_without_telling_it()
    {
        var submission = await DecidedAsync(DecisionOutcome.Advance);

        await RecordAsync(new(submission, Hired: true, WeeksToHire: 7, SalaryBand: SalaryBand.UpperThird));
        App.Clock.Advance(TimeSpan.FromDays(370));
        await RecordAsync(new(submission, Hired: true, WeeksToHire: 7, SalaryBand: SalaryBand.UpperThird, ThereAfterAYear: true));

        var outcomes = await App.ReadAsync(db => db.HireOutcomes.OrderBy(o => o.RecordedAt).ToListAsync(CancellationToken));
        Assert.Equal([null, true], outcomes.Select(o => o.ThereAfterAYear));
        var entries = await App.ReadAsync(db => db.AuditEntries.Where(e => e.Action == "outcome.recorded").OrderBy(e => e.Sequence).ToListAsync(CancellationToken));
        Assert.Equal(outcomes.Select(OutcomeService.Hash), entries.Select(e => e.Details.Split("contentSha256\":\"")[1][..64]));
        Assert.All(entries, e => Assert.DoesNotContain("UpperThird", e.Details, StringComparison.Ordinal));
        Assert.IsType<AuditVerdict.Intact>(await App.UseAsync((AuditTrail trail) => trail.VerifyAsync(CancellationToken)));
    }

    [Fact]
    public async Task Equal_outcomes_of_two_people_have_different_hashes() =>
        Assert.NotEqual(await HashAsync(await DecidedAsync(DecisionOutcome.Advance)), await HashAsync(await DecidedAsync(DecisionOutcome.Advance)));

    [Fact]
    public async Task An_outcome_needs_a_decision_that_is_not_to_hold()
    {
        var undecided = await App.Data.SubmissionAsync();
        await App.Data.GradeAsync(undecided.RunId);

        Assert.IsType<RecordOutcome.NotDecided>(await RecordAsync(new(undecided.SubmissionId, Hired: true)));
        Assert.IsType<RecordOutcome.NotDecided>(await RecordAsync(new(await DecidedAsync(DecisionOutcome.Hold), Hired: false)));
        Assert.IsType<RecordOutcome.Unknown>(await RecordAsync(new(Guid.NewGuid(), Hired: true)));
        Assert.False(await App.ReadAsync(db => db.HireOutcomes.AnyAsync(CancellationToken)));
    }

    [Fact]
    public async Task Somebody_who_was_not_hired_has_no_first_year_and_weeks_have_bounds()
    {
        var submission = await DecidedAsync(DecisionOutcome.Advance);

        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(new(submission, Hired: false, ThereAfterAYear: true)));
        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(new(submission, Hired: true, WeeksToHire: HireOutcome.MostWeeks + 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(new(submission, Hired: true, WeeksToHire: -1)));
    }

    private async Task<string> HashAsync(Guid submission)
    {
        var id = Assert.IsType<RecordOutcome.Recorded>(await RecordAsync(new(submission, Hired: true))).OutcomeId;
        return OutcomeService.Hash(await App.ReadAsync(db => db.HireOutcomes.SingleAsync(o => o.Id == id, CancellationToken)));
    }

    private async Task<Guid> DecidedAsync(DecisionOutcome decision)
    {
        var submission = await App.Data.SubmissionAsync();
        await App.Data.GradeAsync(submission.RunId);
        await App.UseAsync((DecisionService decisions) => decisions.DecideAsync(
            new(submission.SubmissionId, decision, "criterion", "A reason of some length."), "reviewer@example.com", CancellationToken));
        return submission.SubmissionId;
    }

    private Task<RecordOutcome> RecordAsync(NewOutcome outcome) =>
        App.UseAsync((OutcomeService outcomes) => outcomes.RecordAsync(outcome, "manager@example.com", CancellationToken));
}
