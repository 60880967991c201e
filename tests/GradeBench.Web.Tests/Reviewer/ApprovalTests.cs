using System.Net;
using System.Text.RegularExpressions;
using GradeBench.Core.Decisions;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Reviewer;

/// <summary>Where an assessment asks for it, a decision counts when a second person approves it.</summary>
public sealed partial class ApprovalTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private const string Reason = "Cancellation is ignored after the first task.";

    private const string Back = "The <b>third</b> behaviour says otherwise.";

    private static string Criterion => WebApp.Rubric.Criteria[0].Id;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var admin = await app.OpenAsAsync("Admin");
        var asked = await admin.SubmitAsync("/admin/published", "/admin/assessments/task-runner/second-approval", ("asked", "yes"));
        Assert.Equal("/admin/published?notice=approval", asked.Headers.Location?.ToString());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_proposed_decision_counts_nowhere_until_somebody_else_approves_it()
    {
        var (first, second, page, upload) = await OpenAsync();
        var name = await app.Core.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.Attempt.Candidate.Name).SingleAsync(CancellationToken));

        var proposed = await ProposeAsync(first, page);
        var waiting = await second.ReadAsync(page);
        Assert.False(await DecidedAsync(upload));
        var approved = await AnswerAsync(second, page, "approve");
        var html = await first.ReadAsync(page);

        Assert.Equal($"{page}?notice=proposed#decision", proposed.Headers.Location?.ToString());
        Assert.Contains("Proposed: Decline", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain(name, waiting, StringComparison.Ordinal);
        Assert.Equal($"{page}?notice=approved#decision", approved.Headers.Location?.ToString());
        Assert.Contains("first@example.com, approved by second@example.com", html, StringComparison.Ordinal);
        Assert.Contains(name, html, StringComparison.Ordinal);
        Assert.True(await DecidedAsync(upload));
        Assert.Equal(["decision.proposed first@example.com", "decision.approved second@example.com", "decision.made first@example.com"], await AuditAsync(upload));
    }

    [Fact]
    public async Task Whoever_proposed_it_cannot_approve_it()
    {
        var (first, _, page, upload) = await OpenAsync();
        await ProposeAsync(first, page);
        var proposal = await ProposalAsync(upload);

        Assert.DoesNotContain("Approve it", await first.ReadAsync(page), StringComparison.Ordinal);
        var response = await first.SubmitAsync(page, $"{page}/decision/approve", ("proposal", proposal.ToString()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("somebody else has to approve it", await response.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        Assert.False(await DecidedAsync(upload));
    }

    [Fact]
    public async Task A_proposal_that_is_sent_back_is_read_with_the_reason_and_counts_nowhere()
    {
        var (first, second, page, upload) = await OpenAsync();
        await ProposeAsync(first, page);

        var tooShort = await AnswerAsync(second, page, "send-back", "no");
        var back = await AnswerAsync(second, page, "send-back", Back);
        var html = await first.ReadAsync(page);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.StatusCode);
        Assert.Equal($"{page}?notice=sent-back#decision", back.Headers.Location?.ToString());
        Assert.Contains("Sent back: Decline", html, StringComparison.Ordinal);
        Assert.Contains("The &lt;b&gt;third&lt;/b&gt; behaviour says otherwise.", html, StringComparison.Ordinal);
        Assert.False(await DecidedAsync(upload));
        Assert.Equal(["decision.proposed first@example.com", "decision.sent-back second@example.com"], await AuditAsync(upload));
    }

    [Fact]
    public async Task Two_who_approve_at_once_make_one_decision()
    {
        var (first, second, page, upload) = await OpenAsync();
        await ProposeAsync(first, page);
        var third = await app.OpenAsAsync("Reviewer", "third@example.com");
        var proposal = ("proposal", (await ProposalAsync(upload)).ToString());

        var answers = await Task.WhenAll(
            second.SubmitAsync(page, $"{page}/decision/approve", proposal), third.SubmitAsync(page, $"{page}/decision/approve", proposal));

        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(1, await app.Core.ReadAsync(db => db.Decisions.CountAsync(d => d.SubmissionId == upload.SubmissionId, CancellationToken)));
    }

    [Fact]
    public async Task A_later_decision_replaces_what_nobody_approved_and_to_hold_needs_nobody()
    {
        var (first, second, page, upload) = await OpenAsync();
        await ProposeAsync(first, page);
        var proposal = await ProposalAsync(upload);

        var held = await ProposeAsync(second, page, "Hold");
        var late = await second.SubmitAsync(page, $"{page}/decision/approve", ("proposal", proposal.ToString()));

        Assert.Equal($"{page}?notice=decided#decision", held.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(DecisionOutcome.Hold, await app.Core.ReadAsync(db => db.Decisions.Where(d => d.SubmissionId == upload.SubmissionId).Select(d => d.Outcome).SingleAsync(CancellationToken)));
    }

    [Fact]
    public async Task A_later_upload_lets_no_proposal_on_the_earlier_one_count()
    {
        var (first, second, page, upload) = await OpenAsync();
        await ProposeAsync(first, page);
        var proposal = await ProposalAsync(upload);
        await app.SubmitAsync(upload.Token, ("Runner.cs", "class Runner { int later; }"));

        var response = await second.SubmitAsync(page, $"{page}/decision/approve", ("proposal", proposal.ToString()));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.False(await DecidedAsync(upload));
    }

    [Fact]
    public async Task The_queue_finds_what_waits_for_somebodys_approval_and_nothing_of_their_own()
    {
        var (first, second, page, _) = await OpenAsync();
        await ProposeAsync(first, page);

        Assert.Contains(page, await second.ReadAsync("/review?review=approval"), StringComparison.Ordinal);
        Assert.Contains("Decline, to approve", await second.ReadAsync("/review?review=approval"), StringComparison.Ordinal);
        Assert.DoesNotContain(page, await first.ReadAsync("/review?review=approval"), StringComparison.Ordinal);
        await AnswerAsync(second, page, "approve");

        Assert.DoesNotContain(page, await second.ReadAsync("/review?review=approval"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_proposed_is_in_the_candidates_data_and_goes_with_it()
    {
        var (first, second, page, upload) = await OpenAsync();
        await ProposeAsync(first, page);
        await AnswerAsync(second, page, "send-back", Back);

        var kept = await app.Core.UseAsync((Core.Candidates.CandidateExport export) => export.ReadAsync(upload.Token, CancellationToken));
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(kept!));
        using var reader = new StreamReader(await archive.GetEntry("data.json")!.OpenAsync(CancellationToken));
        var data = await reader.ReadToEndAsync(CancellationToken);
        await app.Open().SubmitAsync($"/c/{upload.Token}/data", $"/c/{upload.Token}/data/erase", ("word", "erase"));

        Assert.Contains(Reason, data, StringComparison.Ordinal);
        Assert.Contains(Back, data, StringComparison.Ordinal);
        var gone = await app.Core.ReadAsync(db => db.DecisionProposals.Where(p => p.SubmissionId == upload.SubmissionId).SingleAsync(CancellationToken));
        Assert.DoesNotContain("Cancellation", gone.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("third", gone.SentBackReason, StringComparison.Ordinal);
    }

    private async Task<(Browser First, Browser Second, string Page, Uploaded Upload)> OpenAsync()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        return (await app.OpenAsAsync("Reviewer", "first@example.com"), await app.OpenAsAsync("Reviewer", "second@example.com"), $"/review/submissions/{upload.SubmissionId}", upload);
    }

    private static Task<HttpResponseMessage> ProposeAsync(Browser browser, string page, string outcome = "Decline") =>
        browser.SubmitAsync(page, $"{page}/decision", ("outcome", outcome), ("criterion", Criterion), ("reason", Reason));

    private static async Task<HttpResponseMessage> AnswerAsync(Browser browser, string page, string verb, string reason = "")
    {
        var proposal = ProposalField().Match(await browser.ReadAsync(page)).Groups[1].Value;
        return await browser.SubmitAsync(page, $"{page}/decision/{verb}", ("proposal", proposal), ("reason", reason));
    }

    private Task<Guid> ProposalAsync(Uploaded upload) =>
        app.Core.ReadAsync(db => db.DecisionProposals.Where(p => p.SubmissionId == upload.SubmissionId).Select(p => p.Id).SingleAsync(CancellationToken));

    private Task<bool> DecidedAsync(Uploaded upload) => app.Core.ReadAsync(db => db.Decisions.AnyAsync(d => d.SubmissionId == upload.SubmissionId, CancellationToken));

    private Task<List<string>> AuditAsync(Uploaded upload) => app.Core.ReadAsync(async db =>
    {
        var subject = $"attempt {await db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.AttemptId).SingleAsync(CancellationToken)}";
        return await db.AuditEntries.Where(e => e.Subject == subject && e.Action.StartsWith("decision.")).OrderBy(e => e.Sequence).Select(e => e.Action + " " + e.Actor).ToListAsync(CancellationToken);
    });

    [GeneratedRegex("name=\"proposal\" value=\"([^\"]+)\"")]
    private static partial Regex ProposalField();
}
