using GradeBench.Core.Assessments;
using GradeBench.Core.Users;
using GradeBench.Rubrics;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;

namespace GradeBench.Benchmarks;

/// <summary>The pages about cohorts as a reviewer's browser asks for them: the real web program, over 100,000 scored submissions.</summary>
/// <param name="Path">Of the page.</param>
/// <param name="Each">One request after the other, from sending it to the last byte of the page.</param>
/// <param name="AtOnce">The same with <see cref="Readers"/> reviewers reading at the same time.</param>
/// <param name="PageBytes">Length of the page, uncompressed.</param>
internal sealed record CohortPageRun(string Path, IReadOnlyList<TimeSpan> Each, IReadOnlyList<TimeSpan> AtOnce, int PageBytes)
{
    public const int Submissions = 100_000;

    public const int Readers = 4;

    /// <summary>Each page with words that it has only over the seeded people: one that says too little would be fast, too.</summary>
    private static readonly (string Path, string Says)[] Pages =
    [
        ("/review/cohorts", "Differences in Typing"),
        ("/review/cohorts/hires", "Hired, of those with a value"),
        ("/review/cohorts/health", "People per level"),
        ("/review/cohorts/fairness", "Odds that the first path meets an item"),
    ];

    public static async Task<IReadOnlyList<CohortPageRun>> MeasureAsync(int requests, CancellationToken cancellationToken)
    {
        await using var postgres = new TestPostgres();
        await postgres.InitializeAsync();
        await using var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        await using var core = new CoreApp(database);
        await SeedAsync(database, core, cancellationToken);
        await using var web = await SignedInWeb.StartAsync(database, core, RoleNames.Reviewer, cancellationToken);

        var runs = new List<CohortPageRun>();
        foreach (var page in Pages) runs.Add(await MeasureAsync(web, page, requests, cancellationToken));
        return runs;
    }

    private static async Task<CohortPageRun> MeasureAsync(SignedInWeb web, (string Path, string Says) page, int requests, CancellationToken cancellationToken)
    {
        // The first ones pay for compiling the code, which a running server has behind it.
        var length = 0;
        for (var i = 0; i < 30; i++) length = (await web.ReadAsync(page.Path, page.Says, cancellationToken)).Length;

        var each = new List<TimeSpan>();
        while (each.Count < requests) each.Add((await web.ReadAsync(page.Path, page.Says, cancellationToken)).Took);
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(
            async () =>
            {
                var own = new List<TimeSpan>();
                while (own.Count < requests / Readers) own.Add((await web.ReadAsync(page.Path, page.Says, cancellationToken)).Took);
                return own;
            },
            cancellationToken)));
        return new CohortPageRun(page.Path, each, [.. readers.SelectMany(r => r)], length);
    }

    private static async Task SeedAsync(TestDatabase database, CoreApp core, CancellationToken cancellationToken)
    {
        var rubric = RubricLoader.Load(await File.ReadAllTextAsync(CheckoutPaths.Of("rubrics", "task-runner.yaml"), cancellationToken), "task-runner.yaml").OrThrow();
        var behaviours = Enumerable.Range(0, ScoredPeople.Behaviours).Select(i => new PublishedBehaviour($"group.b{i}", $"Does what behaviour {i} asks for")).ToArray();
        var pack = TestData.Pack() with
        {
            Behaviours = behaviours,
            Rubric = new(rubric.Version, rubric.ContentHash, await File.ReadAllTextAsync(CheckoutPaths.Of("rubrics", "task-runner.yaml"), cancellationToken)),
        };
        var published = (await core.Data.PackAsync(pack)).RubricVersionId;
        await database.ExecuteAsync(ScoredPeople.Sql(published, Submissions));
        await database.ExecuteAsync(ScoredPeople.ItemsSql(published, Submissions, [.. rubric.Criteria.Select(c => c.Id)]));
    }
}
