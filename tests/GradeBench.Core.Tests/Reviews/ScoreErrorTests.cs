using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Reviews;

public sealed class ScoreErrorTests(TestPostgres postgres) : ReviewTest(postgres)
{
    [Fact]
    public void Halves_that_agree_leave_no_error_and_halves_that_say_nothing_of_each_other_leave_all_of_it()
    {
        var same = ScoreErrors.Of([.. Enumerable.Range(0, 40).Select(i => new ScoreErrors.Halves(i % 10, i % 10, i % 10))]);
        var unrelated = ScoreErrors.Of([.. Enumerable.Range(0, 40).Select(i => new ScoreErrors.Halves(i % 10, i % 2, i / 2 % 2))]);

        Assert.Equal(0, same!.StandardError, 6);
        Assert.Equal(0, unrelated!.Reliability, 6);
        Assert.InRange(unrelated.StandardError, 2.8, 3.0);
    }

    [Fact]
    public void Too_few_or_all_alike_tell_nothing()
    {
        Assert.Null(ScoreErrors.Of([.. Enumerable.Range(0, ScoreErrors.FewestSubmissions - 1).Select(i => new ScoreErrors.Halves(i, i, i))]));
        Assert.Null(ScoreErrors.Of([.. Enumerable.Range(0, 40).Select(_ => new ScoreErrors.Halves(8, 1, 1))]));
    }

    [Fact]
    public async Task The_halves_are_read_from_the_stored_evidence()
    {
        for (var i = 0; i < ScoreErrors.FewestSubmissions; i++)
        {
            var receipt = await App.Data.SubmissionAsync();
            var claim = await App.Data.ClaimAsync(receipt.RunId);
            var passed = i % 5;
            var evidence = TestData.Evidence() with
            {
                Behaviours = [.. Enumerable.Range(0, 8).Select(b => new BehaviourResult(
                    $"order.{b}", "Keeps the order", b < passed * 2 ? BehaviourVerdict.Passed : BehaviourVerdict.Failed, null, null))],
            };
            await App.UseAsync((RunLease lease) => lease.CompleteAsync(claim, evidence, TestData.Scorecard(2 + passed), CancellationToken));
        }

        var rubric = await App.ReadAsync(db => db.RubricVersions.Select(r => r.Id).SingleAsync(CancellationToken));
        var error = await App.UseAsync((ScoreErrors errors) => errors.OfAsync(rubric, CancellationToken));

        Assert.Equal(1, error!.Reliability, 6);
        Assert.Null(await App.UseAsync((ScoreErrors errors) => errors.OfAsync(Guid.NewGuid(), CancellationToken)));
    }
}
