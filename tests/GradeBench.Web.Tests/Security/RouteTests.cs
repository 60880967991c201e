using System.Net;
using GradeBench.Core.Users;
using GradeBench.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Web.Tests.Security;

/// <summary>Every route meets every role. The routes come from the application itself, so a new one cannot escape.</summary>
public sealed class RouteTests(WebApp app) : IClassFixture<WebApp>
{
    private const string SignedOut = "signed out";

    /// <summary>Where each role may enter. Candidates' routes are opened by their token, so there a role changes nothing.</summary>
    private static readonly (string Prefix, string[] Roles)[] Rules =
    [
        ("/admin", [RoleNames.Admin]),

        // Programs enter with tokens (ApiTests), people not at all; what the API can do is no secret.
        ("/api/v1/openapi.json", [SignedOut, RoleNames.Reviewer, RoleNames.Admin]),
        ("/api", []),
        // One's own account needs no role.
        ("/account", [RoleNames.Reviewer, RoleNames.Admin]),
        ("/review", [RoleNames.Reviewer, RoleNames.Admin]),
        ("/", [SignedOut, RoleNames.Reviewer, RoleNames.Admin]),
    ];

    [Theory]
    [InlineData(SignedOut)]
    [InlineData(RoleNames.Reviewer)]
    [InlineData(RoleNames.Admin)]
    public async Task A_role_enters_what_it_may_and_nothing_else(string role)
    {
        var browser = role == SignedOut ? app.Open() : await app.OpenAsAsync(role);
        var wrong = new List<string>();
        foreach (var (method, path) in Routes())
        {
            var allowed = Rules.First(r => path.StartsWith(r.Prefix, StringComparison.Ordinal)).Roles.Contains(role);
            var response = await SendAsync(browser, method, path);
            var refused = path.StartsWith("/api/", StringComparison.Ordinal)
                ? response.StatusCode == HttpStatusCode.Unauthorized
                : role == SignedOut
                ? response.StatusCode == HttpStatusCode.Found && response.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal)
                : response.StatusCode == HttpStatusCode.Forbidden;
            if (refused == allowed || (int)response.StatusCode >= 500)
            {
                wrong.Add($"{role}: {method} {path} answered {(int)response.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task No_form_is_accepted_without_its_token()
    {
        var browser = await app.OpenAsAsync(RoleNames.Admin);
        var wrong = new List<string>();
        foreach (var (method, path) in Routes().Where(r => r.Method == "POST" && !r.Path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            using var content = new FormUrlEncodedContent([]);
            var response = await browser.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
            if (response.StatusCode != HttpStatusCode.BadRequest) wrong.Add($"{method} {path} answered {(int)response.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_table_holds_the_routes_we_know()
    {
        var paths = Routes().Select(r => r.Path).ToHashSet();

        Assert.Contains("/review", paths);
        Assert.Contains("/admin/audit", paths);
        Assert.Contains(paths, p => p.StartsWith("/c/", StringComparison.Ordinal));
        Assert.True(paths.Count >= 15, string.Join('\n', paths));
    }

    [Theory]
    [InlineData("/c/{0}")]
    [InlineData("/c/{0}/starter.zip")]
    [InlineData("/c/{0}/clock")]
    [InlineData("/c/{0}/submissions/1")]
    [InlineData("/c/{0}/submissions/1/events")]
    public async Task A_wrong_token_looks_like_a_page_that_does_not_exist(string path)
    {
        var upload = await app.SubmitAsync();
        var wrong = upload.Token[..^1] + (upload.Token[^1] == 'A' ? 'B' : 'A');

        var response = await app.Open().GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, wrong));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    /// <summary>Method and path of every route, with values that exist nowhere. Static files are open to everybody.</summary>
    private IEnumerable<(string Method, string Path)> Routes() =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !pattern.StartsWith("/{**", StringComparison.Ordinal)
        let path = string.Concat(endpoint.RoutePattern.PathSegments.Select(s => "/" + string.Concat(s.Parts.Select(Fill))))
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, path.Length == 0 ? "/" : path);

    private static string Fill(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { Name: "id" or "note" } => "00000000-0000-0000-0000-000000000001",
        RoutePatternParameterPart { Name: "number" } => "1",
        _ => "nobody",
    };

    private static async Task<HttpResponseMessage> SendAsync(Browser browser, string method, string path) =>
        method == "GET" ? await browser.GetAsync(path)
        : path.StartsWith("/api/", StringComparison.Ordinal) ? await browser.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken)
        : path == "/sign-out" ? await browser.GetAsync("/sign-in")
        : await browser.SubmitAsync("/review/invitations", path);
}
