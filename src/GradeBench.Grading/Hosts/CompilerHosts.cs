using System.Collections.Concurrent;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>
/// Lends compiler hosts. One that comes back trusted is lent again until it has served its number of submissions, or so
/// much of them that it nears the end of its life: its start takes more CPU time than all the rest of a grading. For the same
/// reason a submission waits for a host that is lent rather than have one more started, as long as every processor has one.
/// </summary>
internal sealed class CompilerHosts : IAsyncDisposable
{
    // Far longer than a submission keeps a host, unless it is made to. Those behind one that is are not kept up by it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly GradingOptions _options;
    private readonly TimeProvider _time;
    private readonly WarmPool<CompilerHost> _fresh;
    private readonly ConcurrentQueue<CompilerHost> _used = new();
    private readonly int _atATime;
    private readonly SemaphoreSlim _places;

    public CompilerHosts(SandboxLauncher launcher, HostLayout layout, GradingOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _atATime = Math.Max(options.WarmCompilers, Environment.ProcessorCount);
        _places = new SemaphoreSlim(_atATime);
        _fresh = new WarmPool<CompilerHost>(
            new WarmPoolOptions { Size = options.WarmCompilers },
            token => CompilerHost.StartAsync(launcher, layout, options, token),
            host => host.IsUsable,
            time);
    }

    public async Task<CompilerHost> LeaseAsync(CancellationToken cancellationToken)
    {
        var hasPlace = await WaitForPlaceAsync(cancellationToken);
        try
        {
            var host = await UsedOrFreshAsync(cancellationToken);
            host.HasPlace = hasPlace;
            return host;
        }
        catch
        {
            if (hasPlace) _places.Release();
            throw;
        }
    }

    public async Task ReturnAsync(CompilerHost host)
    {
        host.Served++;
        var isAsGoodAsNew = host.IsUsable && host.Served < _options.SubmissionsPerCompiler && !host.IsWornOut(_options);
        var (hadPlace, isKept) = (host.HasPlace, isAsGoodAsNew && _options.WarmCompilers > 0 && _used.Count < _atATime);
        if (isKept) _used.Enqueue(host);
        // Whoever waits for the place finds the host that comes with it.
        if (hadPlace) _places.Release();
        if (!isKept) await host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _fresh.DisposeAsync();
        while (_used.TryDequeue(out var host)) await host.DisposeAsync();
        _places.Dispose();
    }

    private async Task<bool> WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<CompilerHost> UsedOrFreshAsync(CancellationToken cancellationToken)
    {
        while (_used.TryDequeue(out var host))
        {
            if (host.IsUsable) return host;

            await host.DisposeAsync();
        }

        return await _fresh.LeaseAsync(cancellationToken);
    }
}
