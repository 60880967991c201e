using GradeBench.Core.Rubrics;
using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;

namespace GradeBench.Benchmarks;

/// <summary>An administrator tries a draft of a rubric on every past submission: from pressing the button to the page with what it would do.</summary>
internal static class DryRunRun
{
    public const int Submissions = 10_000;

    public static async Task<IReadOnlyList<TimeSpan>> MeasureAsync(int times, CancellationToken cancellationToken)
    {
        await using var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        await using var core = new CoreApp(database);
        var version = await StoredSubmissions.SeedAsync(database, core, Submissions, cancellationToken);
        var draft = await core.UseAsync((RubricDrafts drafts) => drafts.StartAsync(version, "bench", cancellationToken));
        await using var web = await SignedInWeb.StartAsync(database, core, RoleNames.Admin, cancellationToken);

        // The first one pays for compiling the code.
        await TryAsync();
        var took = new List<TimeSpan>();
        while (took.Count < times) took.Add(await TryAsync());
        return took;

        Task<TimeSpan> TryAsync() => web.SubmitAsync(
            $"/admin/rubrics/drafts/{draft}/publish", $"/admin/rubrics/drafts/{draft}/dry-run", "<dt>Submissions</dt><dd>10,000", cancellationToken);
    }
}
