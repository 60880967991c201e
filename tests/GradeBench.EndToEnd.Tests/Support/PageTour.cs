using System.Text.RegularExpressions;
using GradeBench.Core.Decisions;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Outcomes;
using GradeBench.Core.Receipts;
using GradeBench.Core.Retention;
using GradeBench.Core.Reviews;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using GradeBench.Core.Tokens;
using GradeBench.Core.Users;
using GradeBench.Core.Webhooks;
using GradeBench.Rubrics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>Every page there is, where it can be with something on it that fills it, and its address.</summary>
internal static class PageTour
{
    private const string Admin = "admin@example.com";

    private static CancellationToken CancellationToken => CancellationToken.None;

    public static async Task<IReadOnlyList<(string Name, string Path)>> PrepareAsync(Product product)
    {
        var unused = await product.InviteAsync();
        var used = await product.GradedAsync();
        var reviewed = await product.GradedAsync("racy-counter");
        var decided = await product.GradedAsync("exemplary");
        var practice = await TryAsync(product, unused);
        var revoked = await RevokedAsync(product);
        var (plain, differing, hired) = (await product.SubmissionAsync(used), await product.SubmissionAsync(reviewed), await product.SubmissionAsync(decided));
        await ReviewAsync(product, differing);
        await DecideAsync(product, decided, hired);
        var (draft, version) = await DraftAsync(product);
        await product.UseAsync<ApiTokens>(tokens => tokens.IssueAsync("A generated program", [ApiScopes.ReadResults, ApiScopes.ReadSubmissions], TimeSpan.FromDays(30), Admin, CancellationToken));
        await product.UseAsync<WebhookService>(webhooks => webhooks.AddAsync("https://hooks.invalid/gradebench", WebhookEvents.All, Admin, CancellationToken));

        await product.UseAsync<LegalHolds>(holds => holds.PlaceAsync(ReceiptCode.Of(hired), "A generated dispute, file 12.", Admin, CancellationToken));
        await product.AddUserAsync("careful", RoleNames.Reviewer);
        await product.UseAsync<UserManager<User>>(async users =>
        {
            var careful = (await users.FindByNameAsync("careful@example.com"))!;
            await users.ResetAuthenticatorKeyAsync(careful);
            await users.SetTwoFactorEnabledAsync(careful, true);
            await users.ResetAuthenticatorKeyAsync((await users.FindByNameAsync(Admin))!);
        });
        var mail = Guid.Empty;
        await product.UseAsync<GradeBenchDbContext>(async db => mail = await db.OutgoingMails.OrderBy(m => m.CreatedAt).Select(m => m.Id).FirstAsync(CancellationToken));

        return
        [
            ("home", "/"), ("sign-in", "/sign-in"), ("sign-in-code", "/sign-in/code"), ("account", "/account"), ("account-second-step", "/account/second-step"), ("not-found", "/nowhere"), ("verify", "/verify"), ("verify-unknown", "/verify/GB-0000-0000-0000"),
            ("verify-known", $"/verify/{ReceiptCode.Of(plain)}"),
            ("about", unused), ("practice", $"{unused}/practice"), ("practice-result", practice), ("data", $"{unused}/data"), ("data-held", $"{decided}/data"), ("closed", revoked),
            ("task", used), ("practice-task", $"{used}/practice"), ("result", $"{used}/submissions/1"),
            ("task-over", decided), ("result-feedback", $"{decided}/submissions/1"),
            ("submissions", "/review"), ("submissions-none", "/review?receipt=ffff-ffff-ffff"),
            ("scorecard", At(plain)), ("scorecard-changes", $"{At(plain)}?view=changes"), ("scorecard-reviewed", At(differing)), ("scorecard-decided", At(hired)),
            ("report", $"{At(plain)}/report"), ("report-decided", $"{At(hired)}/report"), ("report-interview", $"{At(plain)}/report?scores=no"),
            ("reconcile", $"{At(differing)}/reconcile"), ("reconcile-nothing", $"{At(plain)}/reconcile"),
            ("outcome", $"{At(hired)}/outcome"), ("outcome-undecided", $"{At(plain)}/outcome"),
            ("compare", $"/review/compare?id={plain}&id={differing}&id={hired}"), ("compare-one", $"/review/compare?id={plain}"),
            ("feedback", "/review/feedback"), ("invitations", "/review/invitations"), ("invitations-many", "/review/invitations/many"),
            ("cohorts", "/review/cohorts"), ("hires", "/review/cohorts/hires"), ("health", "/review/cohorts/health"), ("fairness", "/review/cohorts/fairness"),
            ("queue", "/admin"), ("workers", "/admin/workers"), ("quarantine", "/admin?view=quarantined"), ("adjustments", "/admin/adjustments"), ("mail", "/admin/mail"), ("mail-one", $"/admin/mail/{mail}"), ("published", "/admin/published"), ("audit", "/admin/audit"),
            ("retention", "/admin/data"), ("retention-preview", "/admin/data/preview?files=30&output=60&person=365"), ("holds", "/admin/data/holds"),
            ("users", "/admin/users"), ("tokens", "/admin/tokens"), ("webhooks", "/admin/webhooks"),
            ("rubrics", "/admin/rubrics"), ("rubric-version", version), ("rubric-draft", draft), ("rubric-publish", $"{draft}/publish"),
        ];
    }

    private static string At(Guid submission) => $"/review/submissions/{submission}";

    private static async Task<string> TryAsync(Product product, string link)
    {
        await using var window = await product.OpenAsync();
        await window.Page.GotoAsync($"{link}/practice");
        await window.Page.SetInputFilesAsync("#files", Product.Sample("solid")[0]);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        // The address and not the load of its page: that may be over before it is waited for.
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/practice/[^/]+$"));
        await Assertions.Expect(window.Page.Locator("[data-live]:not([data-events])")).ToBeVisibleAsync();
        return new Uri(window.Page.Url).AbsolutePath;
    }

    private static async Task<string> RevokedAsync(Product product)
    {
        var link = await product.InviteAsync();
        await product.UseAsync<InvitationService>(async invitations =>
            Assert.True(await invitations.RevokeAsync((await invitations.FindAsync(link["/c/".Length..], CancellationToken))!.Id, Admin, CancellationToken)));
        return link;
    }

    /// <summary>Two people finish reviews that differ on one criterion; one of them is who looks at the pages.</summary>
    private static async Task ReviewAsync(Product product, Guid submission)
    {
        foreach (var (reviewer, level) in new[] { (Admin, 3), ("reviewer@example.com", 6) })
        {
            await product.UseAsync<ReviewService>(reviews => reviews.GiveLevelAsync(new(submission, "totals", level, "The counter is guarded on one path and not on the other."), reviewer, CancellationToken));
            await product.UseAsync<ReviewNotes>(notes => notes.AddAsync(new(submission, "totals", "Ask what two threads do at this line at once.", reviewer == Admin), reviewer, CancellationToken));
            await product.UseAsync<ReviewService>(reviews => reviews.FinishAsync(submission, reviewer, CancellationToken));
        }
    }

    private static async Task DecideAsync(Product product, string link, Guid submission)
    {
        await product.EndAsync(link);
        await product.UseAsync<DecisionService>(decisions => decisions.DecideAsync(
            new(submission, DecisionOutcome.Advance, "totals", "Counts exactly under every load that was tried."), Admin, CancellationToken));
        await product.UseAsync<OutcomeService>(outcomes => outcomes.RecordAsync(new(submission, true, 7, SalaryBand.MiddleThird), Admin, CancellationToken));
        var attempt = Guid.Empty;
        await product.UseAsync<GradeBenchDbContext>(async db => attempt = await db.Submissions.Where(s => s.Id == submission).Select(s => s.AttemptId).SingleAsync(CancellationToken));
        await product.UseAsync<FeedbackService>(feedback => feedback.ReleaseAsync(attempt, Admin, CancellationToken));
    }

    /// <summary>A draft that weighs every dimension alike, whatever is in force, tried on what is there.</summary>
    private static async Task<(string Draft, string Version)> DraftAsync(Product product)
    {
        var (version, yaml, draft) = (Guid.Empty, "", Guid.Empty);
        await product.UseAsync<GradeBenchDbContext>(async db => version = await db.Assessments.Where(a => a.Id == "task-runner").Select(a => a.CurrentRubricVersionId).SingleAsync(CancellationToken));
        await product.UseAsync<RubricDrafts>(async drafts => draft = (await drafts.StartAsync(version, Admin, CancellationToken))!.Value);
        await product.UseAsync<GradeBenchDbContext>(async db => yaml = await db.RubricDrafts.Where(d => d.Id == draft).Select(d => d.Yaml).SingleAsync(CancellationToken));
        var changed = RubricEdits.Replace(yaml, new Dictionary<string, string> { ["dimensions[0].weight"] = "25", ["dimensions[1].weight"] = "25", ["dimensions[2].weight"] = "25", ["dimensions[3].weight"] = "25" });
        await product.UseAsync<RubricDrafts>(drafts => drafts.SaveAsync(draft, 1, changed, "Everything matters as much for this generated team.", Admin, CancellationToken));
        await product.UseAsync<RubricCheck>(async check =>
        {
            var rubric = ((RubricLoading.Loaded)await check.ReadAsync("task-runner", changed, CancellationToken)).Rubric;
            await product.UseAsync<RubricDryRuns>(dryRuns => dryRuns.RunAsync(draft, rubric, Admin, CancellationToken));
        });

        return ($"/admin/rubrics/drafts/{draft}", $"/admin/rubrics/versions/{version}");
    }
}
