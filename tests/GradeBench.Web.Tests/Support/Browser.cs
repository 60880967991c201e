using System.Net;
using System.Text.RegularExpressions;

namespace GradeBench.Web.Tests.Support;

/// <summary>Does what a browser does with forms: opens the page, keeps cookies, sends the form's token.</summary>
public sealed partial class Browser(HttpClient client)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, CancellationToken);

    public async Task<string> ReadAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var response = await GetAsync(path);
        var text = await response.Content.ReadAsStringAsync(CancellationToken);
        Assert.True(response.StatusCode == expected, $"{path} answered {(int)response.StatusCode}: {text}");
        return text;
    }

    /// <summary>Opens a page with a form and sends it.</summary>
    /// <param name="page">The page that has the form; any page with a form has a token that fits.</param>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", await FormTokenAsync(page)));
        return await client.PostAsync(action, new FormUrlEncodedContent(form), CancellationToken);
    }

    public async Task SignInAsync(string name, string password)
    {
        var response = await SubmitAsync("/sign-in", "/sign-in", ("name", name), ("password", password));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    public Task<HttpResponseMessage> UploadAsync(string token, params (string Name, string Text)[] files) =>
        UploadAsync(token, [.. files.Select(f => (f.Name, System.Text.Encoding.UTF8.GetBytes(f.Text)))]);

    /// <param name="json">Asks as the upload script does.</param>
    public async Task<HttpResponseMessage> UploadAsync(string token, (string Name, byte[] Bytes)[] files, bool json = false)
    {
        using var content = new MultipartFormDataContent { { new StringContent(await FormTokenAsync($"/c/{token}")), "__RequestVerificationToken" } };
        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), "files", name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/c/{token}/submissions") { Content = content };
        if (json) request.Headers.Accept.ParseAdd("application/json");
        return await client.SendAsync(request, CancellationToken);
    }

    /// <summary>The token of the page's form, or, where it has none, of the form a signed-out or signed-in person always has.</summary>
    public async Task<string> FormTokenAsync(string page)
    {
        foreach (var candidate in new[] { page, "/sign-in", "/review" })
        {
            var html = await (await GetAsync(candidate)).Content.ReadAsStringAsync(CancellationToken);
            if (FormToken().Match(html) is { Success: true } match) return match.Groups[1].Value;
        }

        throw new InvalidOperationException($"No page offered a form's token, {page} included.");
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
