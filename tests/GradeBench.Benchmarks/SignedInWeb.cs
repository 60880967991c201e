using System.Text;
using System.Text.RegularExpressions;
using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using GradeBench.TestKit.Processes;

namespace GradeBench.Benchmarks;

/// <summary>The real web program over a database, and somebody's browser that is signed in to it.</summary>
internal sealed partial class SignedInWeb : IAsyncDisposable
{
    private const string Password = "a password of some length";

    private const string Email = "reader@example.com";

    private readonly RunningProgram _program;
    private readonly HttpClient _client;

    private SignedInWeb(RunningProgram program, HttpClient client) => (_program, _client) = (program, client);

    public static async Task<SignedInWeb> StartAsync(TestDatabase database, CoreApp core, string role, CancellationToken cancellationToken)
    {
        await core.UseAsync((UserAccounts users) => users.EnsureAsync(Email, "Generated reader", Password, role, "bench", cancellationToken));
        var program = RunningProgram.Start("GradeBench.Web", new Dictionary<string, string>
        {
            ["ConnectionStrings__GradeBench"] = database.ConnectionString,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            // One address asks for everything here.
            ["RateLimits__RequestsPerTenSeconds"] = "100000",
        });
        var listening = await program.LineAsync("Now listening on: ", TimeSpan.FromMinutes(1));
        var web = new SignedInWeb(program, new HttpClient { BaseAddress = new Uri(listening[listening.IndexOf("http", StringComparison.Ordinal)..].Trim()), Timeout = TimeSpan.FromMinutes(5) });
        await web.SubmitAsync("/sign-in", "/sign-in", "Sign out", cancellationToken, ("name", Email), ("password", Password));
        return web;
    }

    /// <summary>From sending the request to the last byte of the page it leads to.</summary>
    /// <param name="says">Words that only the page that is meant has: one that says too little would be fast, too.</param>
    public async Task<(TimeSpan Took, int Length)> ReadAsync(string path, string says, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var page = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        return (took, Check(path, answer, page, says));
    }

    /// <summary>The same for pressing a button of a form on <paramref name="page"/>.</summary>
    public async Task<TimeSpan> SubmitAsync(string page, string action, string says, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var token = FormToken().Match(await _client.GetStringAsync(new Uri(page, UriKind.Relative), cancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).ToDictionary(f => f.Item1, f => f.Item2));
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await _client.PostAsync(new Uri(action, UriKind.Relative), form, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);
        Check(action, answer, bytes, says);
        return took;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _program.DisposeAsync();
    }

    private int Check(string path, HttpResponseMessage answer, byte[] page, string says) =>
        answer.IsSuccessStatusCode && page.AsSpan().IndexOf(Encoding.UTF8.GetBytes(says)) > 0
            ? page.Length
            : throw new InvalidOperationException($"The answer to {path}, {(int)answer.StatusCode}, is not the page that is measured: it does not say “{says}”. The program wrote:\n{_program.Log}");

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
