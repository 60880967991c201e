using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GradeBench.Core.Tests.Audit;

public sealed class AuditTrailTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task An_untouched_trail_is_intact_and_its_head_moves_with_every_entry()
    {
        Assert.Equal(new AuditVerdict.Intact(0, ""), await VerifyAsync());
        await AddAsync("one");
        var first = (AuditVerdict.Intact)await VerifyAsync();
        await AddAsync("two");
        var second = (AuditVerdict.Intact)await VerifyAsync();

        Assert.Equal((1, 2), (first.Entries, second.Entries));
        Assert.NotEqual(first.Head, second.Head);
    }

    [Fact]
    public async Task Entries_written_at_the_same_moment_form_one_chain_without_gaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AddAsync($"entry {i}")));

        Assert.Equal(20, Assert.IsType<AuditVerdict.Intact>(await VerifyAsync()).Entries);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), await App.ReadAsync(db =>
            db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync(CancellationToken)));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("TRUNCATE audit_entries")]
    public async Task The_database_refuses_to_change_or_delete_entries(string sql)
    {
        await AddAsync("one");

        var exception = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(sql));

        Assert.Contains("The audit trail only grows", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody' WHERE sequence = 2", 2)]
    [InlineData("UPDATE audit_entries SET at = at - interval '1 microsecond' WHERE sequence = 3", 3)]
    [InlineData("UPDATE audit_entries SET details = '{}' WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 2", 3)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 1", 2)]
    public async Task Tampering_around_the_trigger_shows_where_it_begins(string sql, long brokenAt)
    {
        foreach (var subject in new[] { "one", "two", "three" })
        {
            await AddAsync(subject);
        }

        await Database.ExecuteAsync($"SET session_replication_role = replica; {sql}");

        Assert.Equal(new AuditVerdict.Broken(brokenAt), await VerifyAsync());
    }

    [Fact]
    public async Task Whoever_recomputes_the_changed_entrys_hash_breaks_the_next_one()
    {
        foreach (var subject in new[] { "one", "two", "three" })
        {
            await AddAsync(subject);
        }

        await Database.ExecuteAsync(
            """
            SET session_replication_role = replica;
            UPDATE audit_entries SET actor = 'nobody',
                hash = audit_entry_hash(previous_hash, sequence, at, 'nobody', action, subject, details) WHERE sequence = 2;
            """);

        Assert.Equal(new AuditVerdict.Broken(3), await VerifyAsync());
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_leaves_no_entry()
    {
        await App.UseAsync(async (GradeBenchDbContext db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken);
            new AuditTrail(db, App.Clock).Add("test", "tried", "nothing");
            await db.SaveChangesAsync(CancellationToken);
        });

        Assert.Equal(new AuditVerdict.Intact(0, ""), await VerifyAsync());
    }

    private async Task AddAsync(string subject) =>
        await App.UseAsync(async (GradeBenchDbContext db) =>
        {
            new AuditTrail(db, App.Clock).Add("test", "tested", subject, new { because = "of a test" });
            await db.SaveChangesAsync(CancellationToken);
        });

    private Task<AuditVerdict> VerifyAsync() => App.UseAsync((AuditTrail trail) => trail.VerifyAsync(CancellationToken));
}
