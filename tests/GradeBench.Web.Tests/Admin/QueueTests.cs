using System.Net;
using GradeBench.Core.Jobs;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Admin;

public sealed class QueueTests(WebApp app) : IClassFixture<WebApp>
{
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
}
