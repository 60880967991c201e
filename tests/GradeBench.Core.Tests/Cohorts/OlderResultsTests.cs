using GradeBench.Core.Cohorts.Items;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class OlderResultsTests(TestPostgres postgres) : CoreTest(postgres)
{
    // One person's sums and steps, whoever came first.
    private const string Counted =
        """
        SELECT string_agg(concat_ws(' ', item, value, people, score_sum, rest_sum, products), ';' ORDER BY item, value)
        FROM (SELECT item, value, sum(people) AS people, sum(score_sum) AS score_sum, sum(rest_sum) AS rest_sum, sum(products) AS products
            FROM (SELECT item, value, people, score_sum, rest_sum, products FROM cohorts.released_items
                UNION ALL SELECT item, value, people, score_sum, rest_sum, products FROM cohorts.waiting_items) AS cells GROUP BY item, value) AS sums
        WHERE people <> 0
        """;

    [Fact]
    public async Task Results_from_before_the_counting_are_counted_once_and_as_if_they_were_graded_now()
    {
        for (var i = 0; i < 23; i++)
        {
            var submission = await App.Data.SubmissionAsync();
            await App.Data.GradeAsync(submission.RunId, 1 + i % 9, evidence: TestData.Evidence() with
            {
                Behaviours =
                [
                    new("order.results", "In order", i % 2 == 0 ? BehaviourVerdict.Passed : BehaviourVerdict.Failed, null, null),
                    new("totals.exact", "Exact", i % 3 == 0 ? BehaviourVerdict.Passed : BehaviourVerdict.Failed, null, null),
                ],
            });
        }

        var asGraded = await Database.ReadAsync<string>(Counted);
        await Database.ExecuteAsync("DELETE FROM cohorts.counted_people; DELETE FROM cohorts.released_items; DELETE FROM cohorts.waiting_items; DELETE FROM cohorts.item_strata");

        await HandleAsync();
        Assert.Equal(asGraded, await Database.ReadAsync<string>(Counted));
        Assert.Equal(23, await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_people"));
        await HandleAsync();

        Assert.Equal(asGraded, await Database.ReadAsync<string>(Counted));
    }

    private Task HandleAsync() => new CountOlderResultsJob(App.Services.GetRequiredService<IServiceScopeFactory>()).HandleAsync(Guid.Empty, CancellationToken);
}
