using System.Data.Common;
using GradeBench.Core.Runs;
using Microsoft.Extensions.Options;

namespace GradeBench.Worker.Runs;

/// <summary>Keeps runs of this worker claimed while it grades them.</summary>
internal sealed partial class LeaseRenewal(
    IServiceScopeFactory scopes, IOptions<RunOptions> options, TimeProvider clock, ILogger<LeaseRenewal> logger)
{
    /// <summary>Renews until disposed. What it hands out tells when the claim was lost to another worker.</summary>
    public Held Hold(ClaimedRun claim, CancellationToken cancellationToken) => new(this, claim, cancellationToken);

    private async Task RenewAsync(ClaimedRun claim, CancellationTokenSource lost, CancellationToken cancellationToken)
    {
        // Two renewals may fail before the lease expires.
        using var timer = new PeriodicTimer(options.Value.Lease / 3, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (!await scope.ServiceProvider.GetRequiredService<RunLease>().RenewAsync(claim, cancellationToken))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
            catch (DbException exception)
            {
                Log.NotRenewed(logger, exception, claim.RunId);
            }
        }
    }

    /// <summary>A claim that is being renewed.</summary>
    internal sealed class Held : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop;
        private readonly CancellationTokenSource _lost;
        private readonly Task _renewing;

        public Held(LeaseRenewal owner, ClaimedRun claim, CancellationToken cancellationToken)
        {
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _renewing = owner.RenewAsync(claim, _lost, _stop.Token);
        }

        /// <summary>Cancelled when another worker has the run now, or when the worker stops.</summary>
        public CancellationToken Token => _lost.Token;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
            _lost.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The claim on run {RunId} was not renewed because the database did not answer; it is tried again.")]
        public static partial void NotRenewed(ILogger logger, Exception exception, Guid runId);
    }
}
