using GradeBench.Core.Assessments;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Assessments;

public sealed class PackPublisherTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task Workers_that_publish_the_same_pack_at_once_publish_it_once()
    {
        var published = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => App.Data.PackAsync()));

        Assert.Single(published.Distinct());
        Assert.Equal(1, await App.ReadAsync(db => db.PackVersions.CountAsync(CancellationToken)));
    }

    [Fact]
    public async Task What_was_published_reads_back_as_it_was()
    {
        await App.Data.PackAsync();

        var pack = await App.ReadAsync(db => db.Assessments
            .Include(a => a.CurrentPackVersion).ThenInclude(p => p.Starter)
            .Select(a => a.CurrentPackVersion).SingleAsync(CancellationToken));

        var source = TestData.Pack();
        Assert.Equal((source.Title, source.Statement, source.Limits), (pack.Title, pack.Statement, pack.Limits));
        Assert.Equal(source.Behaviours, pack.Behaviours);
        Assert.Equal(source.Starter.ToArray(), pack.Starter.Bytes);
    }

    [Fact]
    public async Task A_changed_pack_becomes_current_and_the_old_version_stays()
    {
        var first = await App.Data.PackAsync();
        var second = await App.Data.PackAsync(TestData.Pack(version: "ba9876543210", statement: "New words."));

        Assert.NotEqual(first.PackVersionId, second.PackVersionId);
        Assert.Equal(first.RubricVersionId, second.RubricVersionId);
        Assert.Equal(second.PackVersionId, (await CurrentAsync()).CurrentPackVersionId);
        Assert.Equal(2, await App.ReadAsync(db => db.PackVersions.CountAsync(CancellationToken)));
    }

    [Fact]
    public async Task A_worker_of_an_older_build_does_not_turn_back_what_was_published_since()
    {
        await App.Data.PackAsync();
        var newer = await App.Data.PackAsync(TestData.Pack(version: "ba9876543210", statement: "New words."));

        await App.Data.PackAsync();

        Assert.Equal(newer.PackVersionId, (await CurrentAsync()).CurrentPackVersionId);
    }

    [Fact]
    public async Task A_sitting_keeps_the_pack_it_started_with()
    {
        var first = await App.Data.PackAsync();
        var attempt = await App.Data.AttemptAsync();
        await App.Data.PackAsync(TestData.Pack(version: "ba9876543210", statement: "New words."));

        Assert.Equal(first.PackVersionId, await App.ReadAsync(db =>
            db.Attempts.Where(a => a.Id == attempt.AttemptId).Select(a => a.PackVersionId).SingleAsync(CancellationToken)));
    }

    private Task<Assessment> CurrentAsync() => App.ReadAsync(db => db.Assessments.SingleAsync(CancellationToken));
}
