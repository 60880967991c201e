using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.SharedState;

public sealed class HeldLocksTests
{
    [Fact]
    public Task An_await_under_a_threads_lock_is_reported() => Verify.ReportsAsync("""
        class C
        {
            private readonly object _gate = new();
            private readonly Mutex _mutex = new();
            async Task M() { Monitor.Enter(_gate); try { {|GB0305:await|} Task.Yield(); } finally { Monitor.Exit(_gate); } }
            async Task N() { _mutex.WaitOne(); {|GB0305:await|} Task.Yield(); _mutex.ReleaseMutex(); await Task.Yield(); }
        }
        """);

    [Fact]
    public Task A_lock_given_back_before_the_await_is_fine() => Verify.SilentAsync("GB0305", """
        class C
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _one = new(1, 1);
            async Task M() { Monitor.Enter(_gate); Monitor.Exit(_gate); await Task.Yield(); }
            async Task N() { await _one.WaitAsync(); try { await Task.Yield(); } finally { _one.Release(); } }
        }
        """);

    [Fact]
    public Task A_change_that_relies_on_volatile_is_reported_once() => Verify.ReportsAsync("""
        class C
        {
            private volatile int _count;
            void M() => Parallel.For(0, 9, _ => {|GB0306:_count++|});
        }
        """, "GB0301", "GB0302");

    [Fact]
    public Task A_volatile_flag_and_a_volatile_field_under_a_lock_are_fine() => Verify.SilentAsync("GB0306", """
        class C
        {
            private readonly object _gate = new();
            private volatile bool _stop;
            private volatile int _count;
            void Stop() => _stop = true;
            void M() => Parallel.For(0, 9, _ => { lock (_gate) { if (!_stop) _count++; } });
        }
        """);
}
