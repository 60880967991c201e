using GradeBench.Contracts.AsyncClient;

namespace Fetching;

/// <summary>
/// Fetches over HTTP, and tries again what may succeed the next time. An attempt holds one of the connections; a call that
/// waits for its next attempt holds none.
/// </summary>
public sealed class ResilientClient : IResilientClient
{
    private readonly TimeProvider _clock;
    private readonly HttpAttempts _attempts;
    private readonly SemaphoreSlim _connections;
    private readonly OpenCalls _calls = new();

    public ResilientClient(ResilientClientOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBodyBytes, 1);

        _clock = options.Clock;
        _attempts = new HttpAttempts(options);
        _connections = new SemaphoreSlim(options.MaxConnections);
    }

    public long RequestCount => _attempts.Started;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var call = _calls.Begin(cancellationToken);
        return await FetchUntilDoneAsync(request, call.Token);
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        using var call = _calls.Begin(cancellationToken);
        return await Task.WhenAll(requests.Select(request => ResultAsync(request, call.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _calls.StopAsync();
        _attempts.Dispose();
    }

    private async Task<FetchResult> ResultAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new FetchResult(await FetchUntilDoneAsync(request, cancellationToken), null);
        }
        catch (FetchException exception)
        {
            return new FetchResult(null, exception);
        }
    }

    private async Task<FetchResponse> FetchUntilDoneAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await AttemptAsync(request, cancellationToken);
            if (outcome is AttemptOutcome.Succeeded succeeded)
                return succeeded.Response;

            var failed = (AttemptOutcome.Failed)outcome;
            var pause = attempt <= request.MaxRetries && failed.MayPass ? RetryPause.Before(attempt, failed.RetryAfter, _clock) : null;
            if (pause is null)
                throw new FetchException(request.Url, attempt, failed.StatusCode, failed.Error);

            await Task.Delay(pause.Value, _clock, cancellationToken);
        }
    }

    private async Task<AttemptOutcome> AttemptAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        await _connections.WaitAsync(cancellationToken);
        try
        {
            return await _attempts.SendAsync(request, cancellationToken);
        }
        finally
        {
            _connections.Release();
        }
    }
}
