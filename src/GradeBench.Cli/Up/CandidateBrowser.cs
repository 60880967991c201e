using System.Net;

namespace GradeBench.Cli.Up;

/// <summary>
/// Does what a candidate does with a personal link: opens the page, fills in the form, starts, uploads. The demo goes
/// this way so that what it shows was really received by the web program.
/// </summary>
internal sealed class CandidateBrowser(Uri web) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = web };

    /// <summary>Starts the attempt; <paramref name="choosePath"/> picks one of the offered learning paths.</summary>
    public async Task StartAsync(string link, Func<IReadOnlyList<string>, string> choosePath, CancellationToken cancellationToken)
    {
        var form = await OpenAsync(link, "/start", cancellationToken);
        var fields = form.Hidden.ToDictionary();
        // Generated people agree to everything; nobody's data is in a demo.
        foreach (var (name, value) in form.Boxes)
        {
            fields[name] = value;
        }

        foreach (var choice in form.Choices)
        {
            fields[choice.Key] = choosePath([.. choice]);
        }

        using var content = new FormUrlEncodedContent(fields);
        await SendAsync(form.Action, content, cancellationToken);
    }

    /// <summary>Uploads one archive; returns the path of the receipt.</summary>
    public async Task<string> UploadAsync(string link, string fileName, byte[] archive, CancellationToken cancellationToken)
    {
        var form = await OpenAsync(link, "/submissions", cancellationToken);
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Hidden)
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(archive), "files", fileName);
        return await SendAsync(form.Action, content, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HtmlForm> OpenAsync(string link, string actionEnd, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(link, cancellationToken);
        var html = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode && HtmlForm.Find(html, actionEnd) is { } form
            ? form
            : throw new UpException($"The page {link} answered {(int)response.StatusCode} without the form that leads to “{actionEnd}”. The log of the web program says why.");
    }

    private async Task<string> SendAsync(string action, HttpContent content, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(action, content, cancellationToken);
        return response.IsSuccessStatusCode
            ? response.RequestMessage!.RequestUri!.AbsolutePath
            : throw new UpException($"The form {action} was answered with {(int)response.StatusCode}. The log of the web program says why.");
    }
}
