using GradeBench.Core.Consents;
using GradeBench.Core.Storage;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Consents;

public sealed class ConsentTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_answer_is_kept_with_the_hash_of_the_sentence_it_was_given_to()
    {
        var invitation = await _app.Data.InvitationAsync();

        await RecordAsync(invitation.Token, notice: true, share: false);

        var stored = await _app.ReadAsync(db => db.Consents.Where(c => c.InvitationId == invitation.InvitationId).ToListAsync(CancellationToken));
        Assert.Equal(2, stored.Count);
        Assert.All(stored, c => Assert.Equal(Sha256Hex.Of(System.Text.Encoding.UTF8.GetBytes(ConsentWording.Of(c.Purpose))), c.WordingSha256));
    }

    [Fact]
    public async Task The_latest_answer_stands_and_the_earlier_ones_are_kept()
    {
        var invitation = await _app.Data.InvitationAsync();

        await RecordAsync(invitation.Token, notice: true, share: true);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await RecordAsync(invitation.Token, notice: true, share: false);

        var standing = await _app.UseAsync((ConsentService s) => s.StandingAsync(invitation.InvitationId, CancellationToken));
        Assert.True(standing[ConsentPurpose.ProcessingNotice]);
        Assert.False(standing[ConsentPurpose.ShareResult]);
        Assert.Equal(3, await _app.ReadAsync(db => db.Consents.CountAsync(c => c.InvitationId == invitation.InvitationId, CancellationToken)));
    }

    [Fact]
    public async Task A_wrong_token_records_nothing() => Assert.False(await RecordAsync("guess", notice: true, share: true));

    private Task<bool> RecordAsync(string token, bool notice, bool share) => _app.UseAsync((ConsentService s) => s.RecordAsync(
        token,
        new Dictionary<ConsentPurpose, bool> { [ConsentPurpose.ProcessingNotice] = notice, [ConsentPurpose.ShareResult] = share },
        CancellationToken));
}
