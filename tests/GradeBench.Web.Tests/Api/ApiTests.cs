using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GradeBench.Core.Tokens;
using GradeBench.Core.Users;
using GradeBench.Web.Api;
using GradeBench.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Web.Tests.Api;

public sealed class ApiTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_opens_with_its_own_scope_and_with_no_other()
    {
        var wrong = new List<string>();
        foreach (var scope in ApiScopes.All)
        {
            using var client = await ClientAsync(scope);
            foreach (var (method, path, needed) in Routes())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null };
                using var answer = await client.SendAsync(request, CancellationToken);
                if (answer.StatusCode == HttpStatusCode.Forbidden == (needed == scope) || (int)answer.StatusCode is 401 or >= 500) wrong.Add($"{scope}: {method} {path} answered {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_route_names_a_scope_that_exists()
    {
        Assert.Equal(ApiScopes.All.Order(), Routes().Select(r => r.Scope).Distinct().Order());
        Assert.True(Routes().Count >= 9);
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_opens_nothing_and_refusals_are_problem_details()
    {
        var admin = await app.OpenAsAsync(RoleNames.Admin);

        using var answer = await admin.GetAsync("/api/v1/submissions");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_link_is_made_that_a_candidate_can_open_and_withdrawn_again()
    {
        using var client = await ClientAsync(ApiScopes.WriteInvitations, ApiScopes.ReadInvitations);

        using var made = await client.PostAsJsonAsync("/api/v1/invitations", new { assessment = "task-runner", name = "Generated Guest", email = "guest@example.com", validForHours = 24 }, CancellationToken);
        var invitation = await JsonAsync(made);
        var link = new Uri(invitation.GetProperty("link").GetString()!).AbsolutePath;

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        await app.Open().ReadAsync(link);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(made.Headers.Location, CancellationToken)).StatusCode);
        Assert.Equal("withdrawn", (await JsonAsync(await client.GetAsync(made.Headers.Location, CancellationToken))).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync(made.Headers.Location, CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_named_field_by_field()
    {
        using var client = await ClientAsync(ApiScopes.WriteInvitations);

        using var answer = await client.PostAsJsonAsync("/api/v1/invitations", new { assessment = "nothing", name = "", email = "nobody" }, CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["assessment", "email", "name"], (await JsonAsync(answer)).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task A_result_has_its_criteria_and_says_nothing_about_the_person()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        using var client = await ClientAsync(ApiScopes.ReadResults);

        var text = await client.GetStringAsync($"/api/v1/submissions/{upload.SubmissionId}/result", CancellationToken);

        Assert.Equal(WebApp.Rubric.Criteria.Count, JsonDocument.Parse(text).RootElement.GetProperty("criteria").GetArrayLength());
        Assert.DoesNotContain("example.com", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Generated Person", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bootcamp", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Samples.SecretDetail[..8], text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Parts_of_a_list_fit_together_without_gap_or_repetition()
    {
        for (var i = 0; i < 5; i++) await app.SubmitAsync();
        using var client = await ClientAsync(ApiScopes.ReadSubmissions);
        var all = Ids(await JsonAsync(await client.GetAsync("/api/v1/submissions?limit=200", CancellationToken)));

        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var part = await JsonAsync(await client.GetAsync($"/api/v1/submissions?limit=2{(after.Length > 0 ? $"&after={after}" : "")}", CancellationToken));
            seen.AddRange(Ids(part));
            after = part.GetProperty("next").GetString();
        }

        Assert.Equal(all, seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task The_document_describes_every_route_and_nothing_else()
    {
        var document = await JsonAsync(await app.Open().GetAsync("/api/v1/openapi.json"));

        var described = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}")).Order();
        Assert.Equal(Endpoints().Select(e => $"{e.Method} {e.Pattern.Replace(":guid", "", StringComparison.Ordinal)}").Order(), described);
    }

    [Fact]
    public async Task Whoever_asks_too_often_is_told_to_wait()
    {
        using var client = await ClientAsync(ApiScopes.ReadRubrics);

        HttpResponseMessage last;
        var asked = 0;
        do
        {
            last = await client.GetAsync("/api/v1/rubrics?limit=1", CancellationToken);
        }
        while (last.StatusCode == HttpStatusCode.OK && ++asked <= WebApp.ApiRequestsPerMinute);

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.Equal("application/problem+json", last.Content.Headers.ContentType!.MediaType);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    private static List<string> Ids(JsonElement part) => [.. part.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken)).RootElement;

    private async Task<HttpClient> ClientAsync(params string[] scopes)
    {
        var issued = await app.Core.UseAsync((ApiTokens tokens) => tokens.IssueAsync("generated program", scopes, TimeSpan.FromDays(1), "test", CancellationToken));
        return new HttpClient { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", issued.Secret) } };
    }

    private IEnumerable<(string Method, string Pattern, string Scope)> Endpoints() =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let scope = endpoint.Metadata.GetMetadata<RequiredScope>()
        where scope is not null
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), scope.Scope);

    private List<(string Method, string Path, string Scope)> Routes() =>
        [.. Endpoints().Select(e => (e.Method, e.Pattern.Replace("{id:guid}", "00000000-0000-0000-0000-000000000001", StringComparison.Ordinal), e.Scope))];
}
