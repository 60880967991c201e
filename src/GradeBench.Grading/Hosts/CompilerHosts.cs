using System.Collections.Concurrent;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>
/// Lends compiler hosts. One that comes back trusted is lent again until it has served its number of submissions, or so
/// much of them that it nears the end of its life: its start takes more CPU time than all the rest of a grading.
/// </summary>
internal sealed class CompilerHosts : IAsyncDisposable
{
    private readonly GradingOptions _options;
    private readonly WarmPool<CompilerHost> _fresh;
    private readonly ConcurrentQueue<CompilerHost> _used = new();

    public CompilerHosts(SandboxLauncher launcher, HostLayout layout, GradingOptions options, TimeProvider time)
    {
        _options = options;
        _fresh = new WarmPool<CompilerHost>(
            new WarmPoolOptions { Size = options.WarmCompilers },
            token => CompilerHost.StartAsync(launcher, layout, options, token),
            host => host.IsUsable,
            time);
    }

    public async Task<CompilerHost> LeaseAsync(CancellationToken cancellationToken)
    {
        while (_used.TryDequeue(out var host))
        {
            if (host.IsUsable) return host;

            await host.DisposeAsync();
        }

        return await _fresh.LeaseAsync(cancellationToken);
    }

    public async Task ReturnAsync(CompilerHost host)
    {
        host.Served++;
        var isAsGoodAsNew = host.IsUsable && host.Served < _options.SubmissionsPerCompiler && !host.IsWornOut(_options);
        if (isAsGoodAsNew && _used.Count < _options.WarmCompilers) _used.Enqueue(host);
        else await host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _fresh.DisposeAsync();
        while (_used.TryDequeue(out var host)) await host.DisposeAsync();
    }
}
