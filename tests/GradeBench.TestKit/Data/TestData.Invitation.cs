using GradeBench.Core.Invitations;

namespace GradeBench.TestKit.Data;

public sealed partial class TestData
{
    private static int _people;

    /// <summary>Publishes the pack and invites somebody: a new person unless an address is given.</summary>
    public async Task<IssuedInvitation> InvitationAsync(string? email = null, TimeSpan? validFor = null)
    {
        await PackAsync();
        var number = Interlocked.Increment(ref _people);

        return await app.UseAsync((InvitationService invitations) => invitations.CreateAsync(
            new NewInvitation(AssessmentId, $"Generated Person {number}", email ?? $"person{number}@example.com", validFor),
            "test", CancellationToken));
    }
}
