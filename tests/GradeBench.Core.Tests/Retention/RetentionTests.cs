using GradeBench.Core.Candidates;
using GradeBench.Core.Intake;
using GradeBench.Core.Receipts;
using GradeBench.Core.Retention;
using GradeBench.Core.Runs;
using GradeBench.Core.Submissions;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GradeBench.Core.Tests.Retention;

public sealed class RetentionTests(TestPostgres postgres) : CoreTest(postgres)
{
    private const string Code = "class Unmistakable { }";

    private const string Printed = "what the submission printed";

    private static readonly RetentionTerms Terms = new(Files: 100, Output: 50, Person: 400);

    [Fact]
    public async Task Without_a_policy_nothing_is_ever_deleted()
    {
        var upload = await GradedAsync();
        App.Clock.Advance(TimeSpan.FromDays(5_000));

        await PurgeAsync();

        Assert.Contains(Code, await CodeAsync(upload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_goes_first_then_files_then_the_person_and_scores_and_receipt_stay()
    {
        var upload = await GradedAsync();
        var receipt = await ReceiptAsync(upload);
        await SetAsync(Terms);

        await AfterAsync(days: 51);
        Assert.DoesNotContain(Printed, (await ResultAsync(upload)).EvidenceJson, StringComparison.Ordinal);
        Assert.Contains("Unmistakable", (await ResultAsync(upload)).EvidenceJson, StringComparison.Ordinal);
        Assert.Contains(Code, await CodeAsync(upload), StringComparison.Ordinal);

        await AfterAsync(days: 50);
        Assert.DoesNotContain("Unmistakable", (await ResultAsync(upload)).EvidenceJson, StringComparison.Ordinal);
        Assert.Equal("// Deleted under the retention policy.\n", await CodeAsync(upload));
        Assert.NotEqual("Erased", await NameAsync(upload));

        await AfterAsync(days: 400);
        Assert.Equal("Erased", await NameAsync(upload));
        Assert.Equal(BehaviourVerdict.Failed, Assert.Single((await ResultAsync(upload)).ReadEvidence().Behaviours).Verdict);
        Assert.Equal(8.0m, await App.ReadAsync(db => db.Runs.Where(r => r.Id == upload.RunId).Select(r => r.Overall).SingleAsync(CancellationToken)));
        var left = await ReceiptAsync(upload);
        Assert.Equal((receipt.Sha256, receipt.Bytes, receipt.Signature), (left.Sha256, left.Bytes, left.Signature));
        Assert.Equal(
            ["retention.set", "sitting.output-purged", "sitting.files-purged", "candidate.purged"],
            await App.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Sequence).Where(e => e.Action.Contains("purged") || e.Action.StartsWith("retention")).Select(e => e.Action).ToListAsync(CancellationToken)));
    }

    [Fact]
    public async Task What_was_previewed_is_what_goes_and_nothing_is_left_to_preview()
    {
        var old = await GradedAsync();
        await GradedAsync();
        App.Clock.Advance(TimeSpan.FromDays(60));
        var young = await GradedAsync();
        await SetAsync(Terms with { Output = null });
        App.Clock.Advance(TimeSpan.FromDays(60));

        var before = await CountAsync();
        Assert.Equal((2, 2, 0), (before[0].Due, before[0].Uploads, before[0].Held));
        Assert.InRange(before[0].Bytes, 2, 10_000);
        Assert.Equal((0, 0), (before[1].Due, before[2].Due));
        var listed = await App.UseAsync((PurgePreview p) => p.SittingsAsync(RetentionKind.Files, Terms, 0, 10, CancellationToken));
        Assert.Equal(2, listed.Count);
        Assert.Contains(listed, sitting => sitting.LastSubmissionId == old.SubmissionId);

        await PurgeAsync();

        Assert.Equal(0, (await CountAsync())[0].Due);
        Assert.Equal(2, await App.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "sitting.files-purged", CancellationToken)));
        Assert.Contains(Code, await CodeAsync(young), StringComparison.Ordinal);
        Assert.Contains(Printed, (await ResultAsync(old)).EvidenceJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_stops_the_policy_and_the_persons_own_erasure_until_it_is_lifted()
    {
        var invitation = await App.Data.InvitationAsync("held@example.com");
        var upload = await GradedAsync(invitation.Token);
        await SetAsync(new(50, 50, 50));
        Assert.Equal(new HoldOutcome.Placed(1), await HoldAsync(ReceiptCode.Of(upload.SubmissionId)));
        Assert.IsType<HoldOutcome.HeldBefore>(await HoldAsync("Held@example.com"));
        Assert.IsType<HoldOutcome.Unknown>(await HoldAsync("GB-0000-0000-0000"));
        await AfterAsync(days: 100);

        Assert.All(await CountAsync(new(50, 50, 50)), count => Assert.Equal((0, 1), (count.Due, count.Held)));
        Assert.Contains(Code, await CodeAsync(upload), StringComparison.Ordinal);
        Assert.IsType<EraseOutcome.Held>(await App.UseAsync((CandidateErasure s) => s.EraseAsync(invitation.Token, CancellationToken)));

        var hold = await App.ReadAsync(db => db.LegalHolds.SingleAsync(CancellationToken));
        Assert.True(await App.UseAsync((LegalHolds s) => s.LiftAsync(hold.Id, "admin@example.com", CancellationToken)));
        Assert.False(await App.UseAsync((LegalHolds s) => s.LiftAsync(hold.Id, "admin@example.com", CancellationToken)));
        await PurgeAsync();
        Assert.Equal("Erased", await NameAsync(upload));
        Assert.DoesNotContain("dispute", await App.ReadAsync(db => db.LegalHolds.Select(h => h.Reason).SingleAsync(CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(
            ["hold.placed", "hold.lifted"],
            await App.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Sequence).Where(e => e.Subject == $"invitation {invitation.InvitationId}" && e.Action.StartsWith("hold")).Select(e => e.Action).ToListAsync(CancellationToken)));
    }

    [Fact]
    public async Task A_hold_that_is_placed_while_the_purge_waits_wins()
    {
        var upload = await GradedAsync();
        await SetAsync(Terms);
        App.Clock.Advance(TimeSpan.FromDays(101));
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Pooling=false");
        await using var placing = await source.OpenConnectionAsync(CancellationToken);
        await using var transaction = await placing.BeginTransactionAsync(CancellationToken);
        await ExecuteAsync(placing, "SELECT 1 FROM invitations FOR UPDATE");

        var purge = PurgeAsync();
        while (await Database.ReadAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
        {
            Assert.False(purge.IsCompleted);
        }

        await ExecuteAsync(placing, "INSERT INTO legal_holds (id, invitation_id, reason, placed_by, placed_at) SELECT gen_random_uuid(), id, 'a dispute', 'test', now() FROM invitations");
        await transaction.CommitAsync(CancellationToken);
        await purge;

        Assert.Contains(Code, await CodeAsync(upload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_being_graded_is_left_for_the_next_round()
    {
        var upload = await UploadAsync((await App.Data.AttemptAsync()).AttemptId);
        await SetAsync(Terms);
        await AfterAsync(days: 101);
        Assert.Contains(Code, await CodeAsync(upload), StringComparison.Ordinal);

        await App.Data.GradeAsync(upload.RunId);
        await PurgeAsync();

        Assert.DoesNotContain(Code, await CodeAsync(upload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sitting_that_cannot_be_purged_stays_whole_and_stops_no_other()
    {
        var stuck = await GradedAsync(code: Code + " // stuck");
        var other = await GradedAsync();
        await SetAsync(Terms with { Output = null });
        App.Clock.Advance(TimeSpan.FromDays(101));
        await Database.ExecuteAsync($"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
            CREATE TRIGGER refuse BEFORE DELETE ON blobs FOR EACH ROW WHEN (OLD.sha256 = '{stuck.Sha256}') EXECUTE FUNCTION refuse();
            """);

        await PurgeAsync();

        Assert.Contains(Code, await CodeAsync(stuck), StringComparison.Ordinal);
        Assert.Contains("Unmistakable", (await ResultAsync(stuck)).EvidenceJson, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, await CodeAsync(other), StringComparison.Ordinal);
        Assert.Equal(1, (await CountAsync())[0].Due);
    }

    [Fact]
    public async Task What_has_lost_its_files_is_never_graded_again()
    {
        var upload = await UploadAsync((await App.Data.AttemptAsync()).AttemptId);
        for (var fault = 0; fault < new RunOptions().MaxFaults; fault++)
        {
            var claim = await App.Data.ClaimAsync(upload.RunId);
            await App.UseAsync((RunLease lease) => lease.FaultAsync(claim, "The sandbox broke.", CancellationToken));
        }

        await SetAsync(Terms);
        await AfterAsync(days: 101);

        Assert.False(await App.UseAsync((RunRequests s) => s.ReleaseAsync(upload.RunId, "admin@example.com", CancellationToken)));
        Assert.Null(await App.UseAsync((RunRequests s) => s.RequestAnotherAsync(upload.SubmissionId, "admin@example.com", CancellationToken)));
    }

    private async Task<SubmissionReceipt> GradedAsync(string? token = null, string code = Code)
    {
        var upload = await UploadAsync((await App.Data.AttemptAsync(token)).AttemptId, code);
        await App.Data.GradeAsync(upload.RunId, evidence: TestData.Evidence() with
        {
            Behaviours = [new BehaviourResult("order.results", "Returns results in task order", BehaviourVerdict.Failed, "They came in another order.", Printed) { Console = Printed }],
            Findings = [new Finding("GB0301", "shared-state", "Unmistakable is shared", new CodeSpan("Unmistakable.cs", 1, 1, 1, 1))],
        });

        return upload;
    }

    private async Task<SubmissionReceipt> UploadAsync(Guid attemptId, string code = Code)
    {
        var archive = CanonicalArchive.Write([new SourceFile("Unmistakable.cs", code, "")]);
        var outcome = await App.UseAsync((SubmissionService s) => s.ReceiveAsync(
            new NewSubmission(attemptId, archive, "unmistakable.zip", "csharp", [new SubmittedFile("Unmistakable.cs", code.Length)]), CancellationToken));

        return ((ReceiveOutcome.Received)outcome).Receipt;
    }

    private Task SetAsync(RetentionTerms terms) => App.UseAsync((RetentionPolicies s) => s.SetAsync(terms, "admin@example.com", CancellationToken));

    private Task PurgeAsync() => ActivatorUtilities.CreateInstance<PurgeJob>(App.Services).HandleAsync(Guid.Empty, CancellationToken);

    private Task AfterAsync(int days)
    {
        App.Clock.Advance(TimeSpan.FromDays(days));

        return PurgeAsync();
    }

    private Task<HoldOutcome> HoldAsync(string about) => App.UseAsync((LegalHolds s) => s.PlaceAsync(about, "a dispute about the result", "admin@example.com", CancellationToken));

    private Task<IReadOnlyList<DueCount>> CountAsync(RetentionTerms? terms = null) => App.UseAsync((PurgePreview p) => p.CountAsync(terms ?? Terms with { Output = null }, CancellationToken));

    private Task<RunResult> ResultAsync(SubmissionReceipt upload) => App.ReadAsync(db => db.RunResults.SingleAsync(r => r.RunId == upload.RunId, CancellationToken));

    private async Task<string> CodeAsync(SubmissionReceipt upload) => Assert.Single(SubmissionIntake.Reopen(
        await App.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.Content.Bytes).SingleAsync(CancellationToken))).Files).Text;

    private Task<string> NameAsync(SubmissionReceipt upload) =>
        App.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.Attempt.Candidate.Name).SingleAsync(CancellationToken));

    private async Task<Receipt> ReceiptAsync(SubmissionReceipt upload) => (await App.UseAsync((ReceiptReader s) => s.FindAsync(ReceiptCode.Of(upload.SubmissionId), CancellationToken)))!;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken);
    }
}
