using System.Net;
using System.Text.RegularExpressions;
using GradeBench.Core.Invitations;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

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

    [Fact]
    public async Task A_new_link_takes_the_place_of_a_lost_one_and_a_running_sitting_goes_on()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var token = await app.StartAsync();
        var id = (await app.Core.UseAsync((InvitationService invitations) => invitations.FindAsync(token, CancellationToken)))!.Id;

        var answer = await reviewer.SubmitAsync(Path, $"{Path}/{id}/link");
        var link = Link().Match(await answer.Content.ReadAsStringAsync(CancellationToken)).Groups[1].Value;

        Assert.Equal(HttpStatusCode.NotFound, (await app.Open().GetAsync($"/c/{token}")).StatusCode);
        Assert.Contains("Upload and grade", await app.Open().ReadAsync(link), StringComparison.Ordinal);
        await reviewer.SubmitAsync(Path, $"{Path}/{id}/revoke");
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.SubmitAsync(Path, $"{Path}/{id}/link")).StatusCode);
    }

    [Fact]
    public async Task A_list_is_shown_line_by_line_before_anybody_is_invited()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var before = await CountAsync();
        const string People = "Name;E-mail\n\"Listed, Ada\";ada.listed@example.com\nNoAddress\nTwice;ADA.listed@example.com\nWrong;nobody\n";

        var preview = await reviewer.SubmitAsync($"{Path}/many", $"{Path}/many", ("assessment", "task-runner"), ("people", People), ("confirm", "yes"));
        var html = WebUtility.HtmlDecode(await preview.Content.ReadAsStringAsync(CancellationToken));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, preview.StatusCode);
        Assert.Contains("3 lines are wrong", html, StringComparison.Ordinal);
        Assert.Contains("Listed, Ada", html, StringComparison.Ordinal);
        Assert.Contains("This address is in the list before.", html, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_right_list_invites_everybody_when_it_is_confirmed()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var before = await CountAsync();
        const string People = "Generated One, one.listed@example.com\nGenerated Two, two.listed@example.com";

        var preview = await reviewer.SubmitAsync($"{Path}/many", $"{Path}/many", ("assessment", "task-runner"), ("people", People));
        Assert.Contains("Invite 2 people", await preview.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
        var made = await reviewer.SubmitAsync($"{Path}/many", $"{Path}/many", ("assessment", "task-runner"), ("people", People), ("confirm", "yes"));

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(2, Link().Count(await made.Content.ReadAsStringAsync(CancellationToken)));
        Assert.Equal(before + 2, await CountAsync());
    }

    private Task<int> CountAsync() => app.Core.ReadAsync(db => db.Invitations.CountAsync(CancellationToken));

    [GeneratedRegex("<code>http://[^/]+(/c/[A-Za-z0-9_-]{43})</code>")]
    private static partial Regex Link();
}
