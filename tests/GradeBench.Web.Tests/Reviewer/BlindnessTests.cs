using System.Net;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Invitations;
using GradeBench.Rubrics;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Reviewer;

/// <summary>Nothing a reviewer can open tells whose submission it is before a decision, and nothing ever tells the learning path.</summary>
public sealed class BlindnessTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Why = "The candidate wrote to us about this upload.";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_or_file_tells_whose_work_it_is_before_a_decision()
    {
        var (page, traces) = await SignedUploadAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");

        foreach (var address in Addresses(page))
        {
            var text = WebUtility.HtmlDecode(await reviewer.ReadAsync(address));
            Assert.All(traces, trace => Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"{address} tells '{trace}'."));
        }

        Assert.Contains("▒▒▒", WebUtility.HtmlDecode(await reviewer.ReadAsync(page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_before_a_decision_takes_a_reason_shows_it_to_one_person_and_is_written_down()
    {
        var (page, traces) = await SignedUploadAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");

        var refused = await reviewer.SubmitAsync(page, $"{page}/reveal", ("reason", "because"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var shown = await reviewer.SubmitAsync(page, $"{page}/reveal", ("reason", Why));

        Assert.Equal(HttpStatusCode.Found, shown.StatusCode);
        Assert.Contains(traces[0], await reviewer.ReadAsync(page), StringComparison.Ordinal);
        var other = await (await app.OpenAsAsync("Admin")).ReadAsync(page);
        Assert.DoesNotContain(traces[0], other, StringComparison.Ordinal);
        Assert.Contains("Looked up before a decision by reviewer@example.com", other, StringComparison.Ordinal);
        Assert.Contains(await app.Core.ReadAsync(db => db.AuditEntries.Where(e => e.Action == "identity.revealed").Select(e => e.Actor).ToListAsync(CancellationToken)), actor => actor == "reviewer@example.com");
    }

    [Fact]
    public async Task After_a_decision_the_name_is_shown_and_the_learning_path_still_is_not()
    {
        var (page, traces) = await SignedUploadAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");

        await reviewer.SubmitAsync(page, $"{page}/decision", ("outcome", "Advance"), ("criterion", WebApp.Rubric.Criteria[0].Id), ("reason", "The bound holds in every test."));

        Assert.Contains(traces[0], await reviewer.ReadAsync(page), StringComparison.Ordinal);
        Assert.Contains(traces[0], await reviewer.ReadAsync("/review/submissions.csv"), StringComparison.Ordinal);
        foreach (var address in Addresses(page).Where(a => a != "/review"))
        {
            Assert.DoesNotContain("self-taught", (await reviewer.ReadAsync(address)).Replace("SelfTaught", "self-taught", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string[] Addresses(string page) =>
    [
        "/review", "/review?order=newest", "/review/submissions.csv", "/review/submissions.json", page, $"{page}?view=changes", $"{page}/report",
        $"{page}/report?scores=no", $"{page}/reconcile",
    ];

    /// <summary>A graded upload that its candidate signed in every way we know of, and what would give them away.</summary>
    private async Task<(string Page, string[] Traces)> SignedUploadAsync()
    {
        var token = await app.StartAsync();
        await app.Core.UseAsync((LearningPathDeclaration paths) => paths.DeclareAsync(token, LearningPath.SelfTaught, CancellationToken));
        var candidate = (await app.Core.UseAsync((InvitationService invitations) => invitations.FindAsync(token, CancellationToken)))!.Candidate;
        var (name, email) = (candidate.Name, candidate.Email);
        var joined = name.Replace(" ", "", StringComparison.Ordinal);
        var code = $$"""
            // Author: somebody signing here
            // Copyright (c) 2026 Signing Company
            // mail me: other-address@example.org, see https://github.com/signing-profile
            [assembly: System.Reflection.AssemblyCompany("Signing Company")]
            namespace {{joined}}.Tasks;

            /// <summary>Written for the test of {{name.ToUpperInvariant()}} ({{email}}).</summary>
            class Runner
            {
            }
            """;
        var upload = await app.SubmitAsync(token, ($"{joined}/Runner.cs", code), ($"{joined}/{joined}.csproj", $"<Project><PropertyGroup><Authors>{name}</Authors></PropertyGroup></Project>"));
        var file = $"{joined}/Runner.cs";
        var evidence = Samples.Evidence();
        await app.GradeAsync(upload.RunId, evidence with
        {
            Findings = [evidence.Findings[0] with { Message = $"The field '{joined}.Tasks.Runner._total' is changed.", Location = new CodeSpan(file, 5, 1, 5, 2) }],
            Behaviours = [evidence.Behaviours[0], evidence.Behaviours[1] with { Detail = $"Expected: [1] Received: {joined}.Tasks.Failure" }],
            Flags = [$"unsafe code in {joined}"],
        });

        return ($"/review/submissions/{upload.SubmissionId}", [name, email, joined, "somebody signing here", "Signing Company", "other-address", "signing-profile"]);
    }
}
