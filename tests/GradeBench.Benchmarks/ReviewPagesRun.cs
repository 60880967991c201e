using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;

namespace GradeBench.Benchmarks;

/// <summary>A reviewer's pages as a browser asks for them: the real web program, over 100,000 stored submissions.</summary>
/// <param name="Each">One request after the other, from sending it to the last byte of the page.</param>
/// <param name="AtOnce">The same with <see cref="Readers"/> reviewers reading at the same time.</param>
internal sealed record ReviewPagesRun(string What, IReadOnlyList<TimeSpan> Each, IReadOnlyList<TimeSpan> AtOnce)
{
    public const int Submissions = 100_000;

    public const int Readers = 4;

    /// <summary>What leaves much, little and next to nothing, and a page deep inside.</summary>
    private static readonly string[] Filtered =
    [
        "/review?review=waiting", "/review?decision=hold&review=second", "/review?review=mine", "/review?review=approval",
        "/review?page=2000", "/review?order=newest", "/review?receipt=ffff",
    ];

    public static async Task<IReadOnlyList<ReviewPagesRun>> MeasureAsync(int requests, CancellationToken cancellationToken)
    {
        await using var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        await using var core = new CoreApp(database);
        await StoredSubmissions.SeedAsync(database, core, Submissions, cancellationToken);
        var pages = await database.ReadAsync<Guid[]>("SELECT array(SELECT r.submission_id FROM run_results e JOIN runs r ON r.id = e.run_id LIMIT 200)");
        await using var web = await SignedInWeb.StartAsync(database, core, RoleNames.Reviewer, cancellationToken);

        return
        [
            await MeasureAsync(web, "review queue, first page", _ => "/review", "Compare GB-", requests, cancellationToken),
            await MeasureAsync(web, $"review queue, {Filtered.Length} filtered views", i => Filtered[i % Filtered.Length], "Filter the submissions", requests, cancellationToken),
            await MeasureAsync(web, "“next ungraded” and the page it leads to", _ => "/review/next", "Finish my review", requests, cancellationToken),
            await MeasureAsync(web, "review page", i => $"/review/submissions/{pages[i % pages.Length]}", "Record the decision", requests, cancellationToken),
        ];
    }

    private static async Task<ReviewPagesRun> MeasureAsync(
        SignedInWeb web, string what, Func<int, string> address, string says, int requests, CancellationToken cancellationToken)
    {
        // The first ones pay for compiling the code, which a running server has behind it.
        for (var i = 0; i < 30; i++) await web.ReadAsync(address(i), says, cancellationToken);

        var each = new List<TimeSpan>();
        while (each.Count < requests) each.Add((await web.ReadAsync(address(each.Count), says, cancellationToken)).Took);
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(
            async () =>
            {
                var own = new List<TimeSpan>();
                while (own.Count < requests / Readers) own.Add((await web.ReadAsync(address(reader + own.Count), says, cancellationToken)).Took);
                return own;
            },
            cancellationToken)));
        return new ReviewPagesRun(what, each, [.. readers.SelectMany(r => r)]);
    }
}
