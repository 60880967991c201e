using System.Net;
using GradeBench.Core.Jobs;
using GradeBench.Core.Receipts;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Admin;

public sealed class DataPagesTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Terms_are_put_in_force_only_on_the_page_that_shows_what_they_delete()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        app.Core.Clock.Advance(TimeSpan.FromDays(40));
        var admin = await app.OpenAsAsync("Admin");
        Assert.Contains("No policy is in force", await admin.ReadAsync("/admin/data"), StringComparison.Ordinal);

        var preview = await admin.ReadAsync("/admin/data/preview?files=35&output=&person=");
        Assert.Contains(ReceiptCode.Of(upload.SubmissionId), preview, StringComparison.Ordinal);
        Assert.Contains("1 sitting", preview, StringComparison.Ordinal);
        Assert.Contains("Put these terms in force", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("Generated Person", preview, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.GetAsync("/admin/data/preview?files=soon&output=&person=")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SubmitAsync("/admin/data/preview?files=35", "/admin/data/policy", ("files", "3"))).StatusCode);

        var set = await admin.SubmitAsync("/admin/data/preview?files=35", "/admin/data/policy", ("files", "35"), ("output", ""), ("person", ""));

        Assert.Equal(HttpStatusCode.Found, set.StatusCode);
        Assert.Contains("set by admin@example.com", await admin.ReadAsync("/admin/data"), StringComparison.Ordinal);
        Assert.DoesNotContain(Job.PurgeData, app.Core.Jobs.Enqueued);
        await admin.SubmitAsync("/admin/data/preview?files=35", "/admin/data/purge");
        Assert.Contains(Job.PurgeData, app.Core.Jobs.Enqueued);
        Assert.Contains("Nobody would be erased", await admin.ReadAsync("/admin/data/preview?files=35&kind=person"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_under_a_hold_is_told_and_cannot_erase_until_it_is_lifted()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var (admin, candidate, page) = (await app.OpenAsAsync("Admin"), app.Open(), $"/c/{upload.Token}/data");
        Assert.DoesNotContain("for a legal reason", await candidate.ReadAsync(page), StringComparison.Ordinal);
        var receipt = ReceiptCode.Of(upload.SubmissionId);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SubmitAsync("/admin/data/holds", "/admin/data/holds", ("about", receipt), ("reason", "short"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SubmitAsync("/admin/data/holds", "/admin/data/holds", ("about", "GB-0000"), ("reason", "the result is disputed"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync("/admin/data/holds", "/admin/data/holds", ("about", receipt), ("reason", "the result is <b>disputed</b>"))).StatusCode);

        var told = await candidate.ReadAsync(page);
        Assert.Contains("have to keep your data for a legal reason since", told, StringComparison.Ordinal);
        Assert.DoesNotContain("disputed", told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await candidate.SubmitAsync(page, $"{page}/erase", ("word", "erase"))).StatusCode);
        var listed = await admin.ReadAsync($"/admin/data/holds?find={receipt}");
        Assert.Contains("the result is &lt;b&gt;disputed&lt;/b&gt;", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("Generated Person", listed, StringComparison.Ordinal);

        var hold = await app.Core.ReadAsync(db => db.LegalHolds.Where(h => h.Invitation.Attempt!.Submissions.Any(s => s.Id == upload.SubmissionId)).Select(h => h.Id).SingleAsync(CancellationToken));
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync("/admin/data/holds", $"/admin/data/holds/{hold}/lift")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await candidate.SubmitAsync(page, $"{page}/erase", ("word", "erase"))).StatusCode);
    }
}
