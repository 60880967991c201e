using GradeBench.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace GradeBench.Grading.Tests;

/// <summary>A compiler host is dear to start: it is shared in turn, and nobody waits long for one that somebody else keeps.</summary>
public sealed class CompilerHostsTests
{
    private static readonly int AtATime = Environment.ProcessorCount;

    [Fact]
    public async Task Whoever_comes_when_all_are_lent_gets_the_first_that_comes_back()
    {
        await using var pools = await CreateAsync(TimeProvider.System);
        var lent = await LeaseAsync(pools, AtATime);

        var next = pools.Compilers.LeaseAsync(TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        await pools.Compilers.ReturnAsync(lent[0]);

        Assert.Same(lent[0], await next);
        await ReturnAsync(pools, lent);
    }

    [Fact]
    public async Task Whoever_waits_for_one_that_is_kept_busy_gets_one_more_in_the_end()
    {
        var time = new FakeTimeProvider();
        await using var pools = await CreateAsync(time);
        var lent = await LeaseAsync(pools, AtATime);

        var next = pools.Compilers.LeaseAsync(TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        var more = await next;
        Assert.DoesNotContain(more, lent);
        await ReturnAsync(pools, [.. lent, more]);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_host_with_him()
    {
        await using var pools = await CreateAsync(TimeProvider.System);
        var lent = await LeaseAsync(pools, AtATime);
        using var givingUp = new CancellationTokenSource();

        var given = pools.Compilers.LeaseAsync(givingUp.Token);
        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await ReturnAsync(pools, lent);

        var again = await LeaseAsync(pools, AtATime);
        Assert.Equivalent(lent, again);
        await ReturnAsync(pools, again);
    }

    private static Task<HostPools> CreateAsync(TimeProvider time) =>
        HostPools.CreateAsync(new GradingOptions { WarmCandidates = 0 }, new SandboxOptions(), time, TestContext.Current.CancellationToken);

    private static async Task<List<CompilerHost>> LeaseAsync(HostPools pools, int count)
    {
        var lent = new List<CompilerHost>();
        while (lent.Count < count) lent.Add(await pools.Compilers.LeaseAsync(TestContext.Current.CancellationToken));
        return lent;
    }

    private static async Task ReturnAsync(HostPools pools, IEnumerable<CompilerHost> lent)
    {
        foreach (var host in lent) await pools.Compilers.ReturnAsync(host);
    }
}
