using GradeBench.Core.Rubrics;
using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;

namespace GradeBench.Benchmarks;

/// <summary>An administrator tries a draft of a rubric on every past submission: from pressing the button to the page with what it would do.</summary>
internal static class DryRunRun
{
    public const int Submissions = 10_000;

    /// <returns>The first since the program started, which pays for compiling the code, and the others.</returns>
    public static async Task<(TimeSpan First, IReadOnlyList<TimeSpan> Others)> MeasureAsync(int times, CancellationToken cancellationToken)
    {
        await using var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        await using var core = new CoreApp(database);
        var version = await StoredSubmissions.SeedAsync(database, core, Submissions, cancellationToken);
        var draft = await core.UseAsync((RubricDrafts drafts) => drafts.StartAsync(version, "bench", cancellationToken));
        await using var web = await SignedInWeb.StartAsync(database, core, RoleNames.Admin, cancellationToken);

        var first = await TryAsync();
        var others = new List<TimeSpan>();
        while (others.Count < times) others.Add(await TryAsync());
        return (first, others);

        Task<TimeSpan> TryAsync() => web.SubmitAsync(
            $"/admin/rubrics/drafts/{draft}/publish", $"/admin/rubrics/drafts/{draft}/dry-run", "<dt>Submissions</dt><dd>10,000", cancellationToken);
    }
}
