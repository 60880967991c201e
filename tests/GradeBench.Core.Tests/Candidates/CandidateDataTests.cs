using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GradeBench.Core.Adjustments;
using GradeBench.Core.Candidates;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Decisions;
using GradeBench.Core.Intake;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Outcomes;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.Rubrics;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Tests.Candidates;

public sealed class CandidateDataTests : IClassFixture<TestDatabase>, IAsyncDisposable
{
    /// <summary>In everything by and about the person of one test, and nowhere else.</summary>
    private readonly string _word = $"Unmistakable{Guid.NewGuid():N}"[..20];

    private readonly TestDatabase _database;
    private readonly string _mail = Directory.CreateTempSubdirectory("gb-mail-").FullName;
    private readonly CoreApp _app;

    public CandidateDataTests(TestDatabase database)
    {
        _database = database;
        _app = new CoreApp(database, services => services.Configure<MailOptions>(mail => mail.Folder = _mail));
    }

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_mail, recursive: true);
    }

    [Fact]
    public async Task The_archive_holds_what_is_kept_and_the_files_as_they_were_stored()
    {
        var (invitation, receipt) = await GradedAsync("export.me@example.com");
        await _app.UseAsync((MailOutbox s) => s.AddAsync(
            MailKind.Receipt, receipt.SubmissionId, receipt.ReceivedAt, invitation.CandidateId, new("Erin", "export.me@example.com", "Your receipt", "Received."), null, CancellationToken));
        _app.Clock.Advance(TimeSpan.FromDays(10));

        using var archive = new ZipArchive(new MemoryStream((await ExportAsync(invitation.Token))!));

        var data = JsonDocument.Parse(await TextAsync(archive, "data.json")).RootElement;
        Assert.Equal("export.me@example.com", data.GetProperty("person").GetProperty("email").GetString());
        Assert.Equal("Bootcamp", data.GetProperty("learningPath").GetString());
        Assert.Equal($"{_word} reads slowly", data.GetProperty("adjustments")[0].GetProperty("reason").GetString());
        Assert.Equal("Your receipt", Assert.Single(data.GetProperty("messages").EnumerateArray()).GetProperty("subject").GetString());
        var upload = data.GetProperty("uploads")[0];
        Assert.Equal((receipt.Sha256, 8.0m), (upload.GetProperty("sha256").GetString(), upload.GetProperty("overall").GetDecimal()));
        Assert.NotEqual(JsonValueKind.Null, upload.GetProperty("feedback").ValueKind);
        await using var stored = await archive.GetEntry("uploads/1.zip")!.OpenAsync(CancellationToken);
        using var copy = new MemoryStream();
        await stored.CopyToAsync(copy, CancellationToken);
        Assert.Equal(receipt.Sha256, Sha256Hex.Of(copy.ToArray()));
    }

    [Fact]
    public async Task What_became_of_a_person_is_in_the_archive_and_goes_with_the_person()
    {
        var (invitation, receipt) = await GradedAsync("hired@example.com");
        _app.Clock.Advance(TimeSpan.FromDays(10));
        await _app.UseAsync((DecisionService decisions) => decisions.DecideAsync(
            new(receipt.SubmissionId, DecisionOutcome.Advance, "criterion", "A reason of some length."), "reviewer@example.com", CancellationToken));
        await _app.UseAsync((OutcomeService outcomes) => outcomes.RecordAsync(
            new(receipt.SubmissionId, Hired: true, SalaryBand: SalaryBand.UpperThird), "manager@example.com", CancellationToken));

        using var archive = new ZipArchive(new MemoryStream((await ExportAsync(invitation.Token))!));
        Assert.Contains("UpperThird", await TextAsync(archive, "data.json"), StringComparison.Ordinal);
        Assert.IsType<EraseOutcome.Erased>(await EraseAsync(invitation.Token));

        // Nobody else of this class has an outcome.
        Assert.False(await _app.ReadAsync(db => db.HireOutcomes.AnyAsync(CancellationToken)));
    }

    [Fact]
    public async Task While_one_can_still_upload_no_result_is_in_the_archive()
    {
        var (invitation, _) = await GradedAsync("early@example.com");

        using var archive = new ZipArchive(new MemoryStream((await ExportAsync(invitation.Token))!));

        var upload = JsonDocument.Parse(await TextAsync(archive, "data.json")).RootElement.GetProperty("uploads")[0];
        Assert.Equal(JsonValueKind.Null, upload.GetProperty("overall").ValueKind);
        Assert.Equal(JsonValueKind.Null, upload.GetProperty("feedback").ValueKind);
    }

    [Fact]
    public async Task Erasing_leaves_no_word_of_the_person_anywhere_and_keeps_the_numbers()
    {
        var (invitation, receipt) = await GradedAsync("erase.me@example.com");
        await _app.UseAsync((MailFolder m) => m.SendAsync(CandidateMails.FeedbackReleased(new("Erin Example", "erase.me@example.com", null), "Task runner"), CancellationToken));
        await _app.Data.SubmissionAsync(content: "bytes of somebody else");

        Assert.IsType<EraseOutcome.Erased>(await EraseAsync(invitation.Token));

        var dump = await DumpAsync();
        foreach (var trace in new[] { "erase.me@example.com", _word })
        {
            Assert.DoesNotContain(trace, dump, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(Directory.GetFiles(_mail));
        Assert.Null(await _app.ReadAsync(db => db.Blobs.SingleOrDefaultAsync(b => b.Sha256 == receipt.Sha256, CancellationToken)));
        Assert.Null(await ExportAsync(invitation.Token));
        Assert.Equal(8.0m, await _app.ReadAsync(db => db.Runs.Where(r => r.Id == receipt.RunId).Select(r => r.Overall).SingleAsync(CancellationToken)));
        var stripped = await _app.ReadAsync(db => db.RunResults.SingleAsync(r => r.RunId == receipt.RunId, CancellationToken));
        Assert.Equal(BehaviourVerdict.Failed, Assert.Single(stripped.ReadEvidence().Behaviours).Verdict);
        var bytes = await _app.ReadAsync(db => db.Submissions.Where(s => s.Id == receipt.SubmissionId).Select(s => s.Content.Bytes).SingleAsync(CancellationToken));
        Assert.Equal("Erased.cs", Assert.Single(SubmissionIntake.Reopen(bytes).Files).Path);
        Assert.Equal(1, await _app.ReadAsync(db => db.AuditEntries.CountAsync(
            e => e.Action == "candidate.erased" && e.Subject == $"candidate {invitation.CandidateId}", CancellationToken)));
    }

    [Fact]
    public async Task Bytes_that_somebody_else_uploaded_too_stay_with_them()
    {
        var (invitation, receipt) = await GradedAsync("shares@example.com");
        var other = await _app.Data.AttemptAsync();
        await UploadAsync(other.AttemptId);

        await EraseAsync(invitation.Token);

        Assert.NotNull(await _app.ReadAsync(db => db.Blobs.SingleOrDefaultAsync(b => b.Sha256 == receipt.Sha256, CancellationToken)));
    }

    [Fact]
    public async Task While_an_upload_is_graded_nothing_is_erased()
    {
        var invitation = await _app.Data.InvitationAsync();
        await _app.Data.SubmissionAsync((await _app.Data.AttemptAsync(invitation.Token)).AttemptId);

        Assert.IsType<EraseOutcome.Busy>(await EraseAsync(invitation.Token));
        Assert.NotNull(await ExportAsync(invitation.Token));
    }

    /// <summary>A person with everything that is kept about one.</summary>
    private async Task<(IssuedInvitation Invitation, SubmissionReceipt Receipt)> GradedAsync(string email)
    {
        var invitation = await _app.Data.InvitationAsync(email);
        await _app.UseAsync((LearningPathDeclaration s) => s.DeclareAsync(invitation.Token, LearningPath.Bootcamp, CancellationToken));
        await _app.UseAsync((AdjustmentService s) => s.RequestAsync(invitation.Token, 25, $"{_word} reads slowly", CancellationToken));
        var receipt = await UploadAsync((await _app.Data.AttemptAsync(invitation.Token)).AttemptId);
        var claim = await _app.Data.ClaimAsync(receipt.RunId);
        var evidence = TestData.Evidence() with
        {
            Compile = new CompileEvidence(true, [new CompilerDiagnostic("CS0168", DiagnosticSeverity.Warning, $"{_word} finding", new CodeSpan($"{_word}.cs", 1, 1, 1, 1))]),
            Behaviours = [new BehaviourResult("order.results", "Returns results in task order", BehaviourVerdict.Failed, "They came in another order.", $"{_word} detail") { Console = $"{_word} detail" }],
            Findings = [new Finding("GB0301", "shared-state", $"{_word} finding", new CodeSpan($"{_word}.cs", 1, 1, 1, 1))],
        };
        var scorecard = TestData.Scorecard() with
        {
            Criteria =
            [
                new CriterionScore("bound", "The bound holds", "concurrency", 100, 5, 5, null, new Level(5, "Mostly."), null,
                    [new DecidingEvidence(EvidenceKind.Finding, "GB0301", "reported", $"{_word} finding", 1, [new CodeSpan($"{_word}.cs", 1, 1, 1, 1)])]),
            ],
        };
        Assert.True(await _app.UseAsync((RunLease lease) => lease.CompleteAsync(claim, evidence, scorecard, CancellationToken)));

        return (invitation, receipt);
    }

    private async Task<SubmissionReceipt> UploadAsync(Guid attemptId)
    {
        var code = $"class {_word} {{ }}";
        var archive = CanonicalArchive.Write([new SourceFile($"{_word}.cs", code, "")]);
        var outcome = await _app.UseAsync((SubmissionService s) => s.ReceiveAsync(
            new NewSubmission(attemptId, archive, $"{_word}.zip", "csharp", [new SubmittedFile($"{_word}.cs", code.Length)]), CancellationToken));

        return ((ReceiveOutcome.Received)outcome).Receipt;
    }

    /// <summary>Every table of the product as text, the bytes of uploads included.</summary>
    private async Task<string> DumpAsync()
    {
        var tables = (await _database.ReadAsync<string>(
            "SELECT string_agg(schemaname || '.' || tablename, ' ') FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")).Split(' ');
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            dump.Append(await _database.ReadAsync<string>($"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} AS t"));
        }

        var blobs = await _app.ReadAsync(db => db.Blobs.Select(b => b.Bytes).ToListAsync(CancellationToken));
        return blobs.Aggregate(dump, (text, bytes) => text.Append(Encoding.Latin1.GetString(bytes))).ToString();
    }

    private static async Task<string> TextAsync(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync(CancellationToken));

        return await reader.ReadToEndAsync(CancellationToken);
    }

    private Task<byte[]?> ExportAsync(string token) => _app.UseAsync((CandidateExport s) => s.ReadAsync(token, CancellationToken));

    private Task<EraseOutcome> EraseAsync(string token) => _app.UseAsync((CandidateErasure s) => s.EraseAsync(token, CancellationToken));
}
