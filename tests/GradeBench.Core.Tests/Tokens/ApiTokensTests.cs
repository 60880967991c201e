using GradeBench.Core.Tokens;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Tokens;

public sealed class ApiTokensTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task A_token_is_found_by_its_secret_which_is_stored_nowhere()
    {
        var issued = await IssueAsync();

        Assert.Equal(issued.Id, (await FindAsync(issued.Secret))!.Id);
        Assert.Null(await FindAsync(issued.Secret[..^1] + (issued.Secret[^1] == 'A' ? 'B' : 'A')));
        var stored = await Database.ReadAsync<string>("SELECT row_to_json(t)::text || (SELECT string_agg(details::text, '') FROM audit_entries) FROM api_tokens t");
        Assert.DoesNotContain(issued.Secret[9..], stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_useless_from_its_end_on()
    {
        var issued = await IssueAsync();

        App.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindAsync(issued.Secret));
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindAsync(issued.Secret));
    }

    [Fact]
    public async Task It_is_useless_once_it_is_revoked_which_happens_once()
    {
        var issued = await IssueAsync();

        Assert.True(await App.UseAsync((ApiTokens tokens) => tokens.RevokeAsync(issued.Id, "admin@example.com", CancellationToken)));
        Assert.False(await App.UseAsync((ApiTokens tokens) => tokens.RevokeAsync(issued.Id, "admin@example.com", CancellationToken)));

        Assert.Null(await FindAsync(issued.Secret));
        Assert.Equal(["token.issued", "token.revoked"], await App.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(CancellationToken)));
    }

    [Fact]
    public async Task Its_last_use_is_kept_to_the_minute()
    {
        var issued = await IssueAsync();
        var first = App.Clock.GetUtcNow();

        await FindAsync(issued.Secret);
        App.Clock.Advance(TimeSpan.FromSeconds(59));
        await FindAsync(issued.Secret);
        Assert.Equal(first, await LastUsedAsync());
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await FindAsync(issued.Secret);
        Assert.Equal(first + TimeSpan.FromMinutes(1), await LastUsedAsync());
    }

    private Task<IssuedToken> IssueAsync() => App.UseAsync((ApiTokens tokens) =>
        tokens.IssueAsync("generated program", [ApiScopes.ReadResults], TimeSpan.FromDays(30), "admin@example.com", CancellationToken));

    private Task<ApiToken?> FindAsync(string secret) => App.UseAsync((ApiTokens tokens) => tokens.FindAsync(secret, CancellationToken));

    private Task<DateTimeOffset?> LastUsedAsync() => App.ReadAsync(db => db.ApiTokens.Select(t => t.LastUsedAt).SingleAsync(CancellationToken));
}
