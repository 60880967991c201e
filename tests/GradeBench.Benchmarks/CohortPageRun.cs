using System.Text.RegularExpressions;
using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using GradeBench.TestKit.Processes;

namespace GradeBench.Benchmarks;

/// <summary>The cohort page as a reviewer's browser asks for it: the real web program, over 100,000 scored submissions.</summary>
/// <param name="Each">One request after the other, from sending it to the last byte of the page.</param>
/// <param name="AtOnce">The same with <see cref="Readers"/> reviewers reading at the same time.</param>
/// <param name="PageBytes">Length of the page, uncompressed.</param>
internal sealed partial record CohortPageRun(IReadOnlyList<TimeSpan> Each, IReadOnlyList<TimeSpan> AtOnce, int PageBytes)
{
    public const int Submissions = 100_000;

    public const int Readers = 4;

    private const string Password = "a password of some length";

    private const string Email = "reviewer@example.com";

    public static async Task<CohortPageRun> MeasureAsync(int requests, CancellationToken cancellationToken)
    {
        await using var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        await SeedAsync(database, cancellationToken);
        await using var web = RunningProgram.Start("GradeBench.Web", new Dictionary<string, string>
        {
            ["ConnectionStrings__GradeBench"] = database.ConnectionString,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        });
        var listening = await web.LineAsync("Now listening on: ", TimeSpan.FromMinutes(1));
        using var client = new HttpClient { BaseAddress = new Uri(listening[listening.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
        await SignInAsync(client, cancellationToken);

        // The first ones pay for compiling the code, which a running server has behind it.
        var length = 0;
        for (var i = 0; i < 30; i++) length = (await ReadAsync(client, cancellationToken)).Length;

        var each = new List<TimeSpan>();
        while (each.Count < requests) each.Add((await ReadAsync(client, cancellationToken)).Took);
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(
            async () =>
            {
                var own = new List<TimeSpan>();
                while (own.Count < requests / Readers) own.Add((await ReadAsync(client, cancellationToken)).Took);
                return own;
            },
            cancellationToken)));
        return new CohortPageRun(each, [.. readers.SelectMany(r => r)], length);
    }

    private static async Task SeedAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        await using var core = new CoreApp(database);
        await core.UseAsync((UserAccounts users) => users.EnsureAsync(Email, "Generated reviewer", Password, RoleNames.Reviewer, "bench", cancellationToken));
        await database.ExecuteAsync(ScoredPeople.Sql((await core.Data.PackAsync()).RubricVersionId, Submissions));
    }

    private static async Task SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var token = FormToken().Match(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["name"] = Email, ["password"] = Password, ["__RequestVerificationToken"] = token });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<(TimeSpan Took, int Length)> ReadAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var page = await client.GetByteArrayAsync(new Uri("/review/cohorts", UriKind.Relative), cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(began);

        // A page that says too little to be the one meant would be fast, too.
        return page.AsSpan().IndexOf("Differences in Typing"u8) > 0
            ? (took, page.Length)
            : throw new InvalidOperationException("The answer is not the cohort page over the seeded people.");
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex FormToken();
}
