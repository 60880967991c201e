using System.Net;
using System.Text.RegularExpressions;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed partial class InvitationTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/review/invitations";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_is_shown_once_and_opens_the_assessment()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");

        var made = await reviewer.SubmitAsync(Path, Path, ("assessment", "task-runner"), ("name", "Generated Invitee"), ("email", "invitee@example.com"));

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var link = Link().Match(await made.Content.ReadAsStringAsync(CancellationToken));
        Assert.True(link.Success);
        Assert.Contains("Start now", await app.Open().ReadAsync(link.Groups[1].Value), StringComparison.Ordinal);
        Assert.DoesNotContain(link.Groups[1].Value, await reviewer.ReadAsync(Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task-runner", "", "a@example.com", "name")]
    [InlineData("task-runner", "Somebody", "not an address", "email")]
    [InlineData("missing", "Somebody", "a@example.com", "assessment")]
    public async Task A_wrong_field_is_named_and_the_rest_is_kept(string assessment, string name, string email, string field)
    {
        var reviewer = await app.OpenAsAsync("Reviewer");

        var response = await reviewer.SubmitAsync(Path, Path, ("assessment", assessment), ("name", name), ("email", email));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(CancellationToken));
        Assert.Contains($"href=\"#{field}\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{email}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_link_is_dead()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var invitation = await app.InviteAsync();

        var response = await reviewer.SubmitAsync(Path, $"{Path}/{invitation.InvitationId}/revoke");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await app.Open().GetAsync($"/c/{invitation.Token}")).StatusCode);
    }

    [GeneratedRegex("<code>http://[^/]+(/c/[A-Za-z0-9_-]{43})</code>")]
    private static partial Regex Link();
}
