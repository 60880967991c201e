using System.Net;
using GradeBench.Core.Jobs;
using GradeBench.Core.Workers;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Admin;

public sealed class QueueTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quarantined_run_shows_its_cause_and_is_queued_again()
    {
        var upload = await app.SubmitAsync();
        await app.QuarantineAsync(upload.RunId, "The sandbox could not be prepared.");
        var admin = await app.OpenAsAsync("Admin");

        Assert.Contains("The sandbox could not be prepared.", await admin.ReadAsync("/admin?view=quarantined"), StringComparison.Ordinal);
        var released = await admin.SubmitAsync("/admin?view=quarantined", $"/admin/runs/{upload.RunId}/release");

        Assert.Equal(HttpStatusCode.Found, released.StatusCode);
        Assert.Contains("Nothing is in quarantine", await admin.ReadAsync("/admin?view=quarantined"), StringComparison.Ordinal);
        Assert.Equal(2, app.Core.Jobs.Enqueued.Count(j => j == Job.GradeRun(upload.RunId)));
        Assert.Contains("run.released", await admin.ReadAsync("/admin/audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_versions_are_listed_with_the_one_in_force()
    {
        var admin = await app.OpenAsAsync("Admin");

        var html = await admin.ReadAsync("/admin/published");

        Assert.Contains("0123456789ab", html, StringComparison.Ordinal);
        Assert.Contains("In force", html, StringComparison.Ordinal);
        Assert.Contains("In force", await admin.ReadAsync("/admin/rubrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_job_engine_s_page_is_for_administrators()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var admin = await app.OpenAsAsync("Admin");

        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetAsync("/admin/jobs")).StatusCode);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await admin.GetAsync("/admin/jobs")).StatusCode);
    }

    [Fact]
    public async Task All_quarantined_runs_are_queued_again_at_once()
    {
        var uploads = new[] { await app.SubmitAsync(), await app.SubmitAsync() };
        foreach (var upload in uploads) await app.QuarantineAsync(upload.RunId, "The sandbox could not be prepared.");
        var admin = await app.OpenAsAsync("Admin");

        await admin.SubmitAsync("/admin?view=quarantined", "/admin/runs/release");

        Assert.All(uploads, upload => Assert.Equal(2, app.Core.Jobs.Enqueued.Count(j => j == Job.GradeRun(upload.RunId))));
    }

    [Fact]
    public async Task Workers_are_at_work_until_they_go_silent_or_are_stopped()
    {
        var admin = await app.OpenAsAsync("Admin");
        Assert.Contains("No worker is at work", await admin.ReadAsync("/admin/workers"), StringComparison.Ordinal);
        await app.Core.UseAsync((WorkerSightings s) => s.SeenAsync("dead/1", 2, CancellationToken));
        await app.Core.UseAsync((WorkerSightings s) => s.SeenAsync("stopped/2", 2, CancellationToken));
        await app.Core.UseAsync((WorkerSightings s) => s.StoppedAsync("stopped/2", CancellationToken));
        app.Core.Clock.Advance(WorkerSightings.Silence + TimeSpan.FromSeconds(1));
        await app.Core.UseAsync((WorkerSightings s) => s.SeenAsync("alive/3", 2, CancellationToken));

        var page = await admin.ReadAsync("/admin/workers");

        Assert.DoesNotContain("No worker is at work", page, StringComparison.Ordinal);
        Assert.Matches("alive/3[\\s\\S]*At work[\\s\\S]*dead/1[\\s\\S]*Silent[\\s\\S]*stopped/2[\\s\\S]*Stopped", page);
    }

    [Fact]
    public async Task The_record_is_narrowed_by_who_what_and_to_what()
    {
        var upload = await app.SubmitAsync();
        await app.QuarantineAsync(upload.RunId, "The sandbox could not be prepared.");
        var admin = await app.OpenAsAsync("Admin");
        await admin.SubmitAsync("/admin?view=quarantined", $"/admin/runs/{upload.RunId}/release");

        var narrowed = await admin.ReadAsync($"/admin/audit?who=admin&what=run.&subject={upload.RunId}");

        Assert.Contains("run.released", narrowed, StringComparison.Ordinal);
        Assert.DoesNotContain("invitation.created", narrowed, StringComparison.Ordinal);
        Assert.Contains("No entry is like that", await admin.ReadAsync("/admin/audit?what=nothing"), StringComparison.Ordinal);
        Assert.Contains("The record is whole", await admin.ReadAsync("/admin/audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_job_engine_s_pages_need_no_inline_script()
    {
        var admin = await app.OpenAsAsync("Admin");

        foreach (var path in new[] { "/admin/jobs", "/admin/jobs/jobs/enqueued", "/admin/jobs/recurring", "/admin/jobs/servers", "/admin/jobs/retries" })
        {
            var response = await admin.GetAsync(path);
            if (path != "/admin/jobs" && response.StatusCode == HttpStatusCode.NotFound) continue;

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            if (path != "/admin/jobs") Assert.DoesNotContain("trusted-types", policy, StringComparison.Ordinal);
            var html = await response.Content.ReadAsStringAsync(CancellationToken);
            Assert.DoesNotMatch("<script(?![^>]* src=)", html);
            Assert.DoesNotMatch("""\son[a-z]+=["']""", html);
            Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        }
    }
}
