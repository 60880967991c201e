using GradeBench.Core.Attempts;

namespace GradeBench.TestKit.Data;

public sealed partial class TestData
{
    /// <summary>Invites somebody, unless an invitation's token is given, and starts the sitting.</summary>
    public async Task<StartOutcome.Started> AttemptAsync(string? token = null)
    {
        token ??= (await InvitationAsync()).Token;
        var outcome = await app.UseAsync((AttemptService attempts) => attempts.StartAsync(token, CancellationToken));

        return (StartOutcome.Started)outcome;
    }
}
