using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Async;

public sealed class AsyncRulesTests
{
    [Fact]
    public Task Async_void_is_reported() => Verify.ReportsAsync("""
        class C
        {
            async void {|GB0501:M|}() => await Task.Yield();

            void N()
            {
                async void {|GB0501:Local|}() => await Task.Yield();
                Local();
                Action a = {|GB0501:async|} () => await Task.Yield();
                new List<int>().ForEach({|GB0501:async|} i => await Task.Delay(i));
            }
        }
        """);

    [Fact]
    public Task Event_handlers_may_be_async_void() => Verify.SilentAsync("GB0501", """
        class C
        {
            public event EventHandler? Changed;

            async void OnChanged(object? sender, EventArgs e) => await Task.Yield();

            void N()
            {
                Changed += OnChanged;
                Changed += async (s, e) => await Task.Yield();
                Func<Task> f = async () => await Task.Yield();
                Changed?.Invoke(this, EventArgs.Empty);
            }
        }
        """);

    [Fact]
    public Task Blocking_on_a_task_is_reported() => Verify.ReportsAsync("""
        class C
        {
            int M(Task<int> t) => t.{|GB0502:Result|};
            void N(Task t) => t.{|GB0502:Wait|}();
            void O() => Task.{|GB0502:WaitAll|}(Task.Delay(1), Task.Delay(2));
            int P(ValueTask<int> t) => t.GetAwaiter().{|GB0502:GetResult|}();
            int Q(Task<int> t) => t.ConfigureAwait(false).GetAwaiter().{|GB0502:GetResult|}();
            static async Task<int> F() { await Task.Yield(); return 1; }
            static void Main() => Console.WriteLine(F().{|GB0502:Result|});
            async Task<int> R(Task<int> t) { var x = t.{|GB0502:Result|}; await Task.Yield(); return x; }
        }
        """);

    [Fact]
    public Task Reading_the_result_of_an_ended_task_is_not_blocking() => Verify.SilentAsync("GB0502", """
        class Box { public int Result => 1; public void Wait() { } }

        class C
        {
            async Task<int> Awaited(Task<int> t) { await t; return t.Result; }
            async Task<int[]> All(List<Task<int>> ts) { await Task.WhenAll(ts); return ts.Select(t => t.Result).ToArray(); }
            async Task<int> Two(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); return a.Result + b.Result; }
            Task<int> Continued(Task<int> t) => t.ContinueWith(done => done.Result + 1);
            int Tested(Task<int> t) => t.IsCompletedSuccessfully ? t.Result : 0;
            int Tested2(Task<int> t) { if (t.IsCompleted) { return t.Result; } return 0; }
            async Task<int> Any(Task<int> a, Task<int> b) { var first = await Task.WhenAny(a, b); return first.Result; }
            async Task<int> Loop(Task<int>[] ts) { await Task.WhenAll(ts); var n = 0; foreach (var t in ts) n += t.Result; return n; }
            int Other(Box b) { b.Wait(); return b.Result; }
            bool Ended(Task t) => t.Wait(0);
        }
        """);

    [Fact]
    public async Task Blocking_is_seen_where_types_do_not_resolve()
    {
        var diagnostics = await Verify.RunAsync("class C { int M(Missing m) => m.FetchAsync().Result; }", mustCompile: false);

        Assert.Contains(diagnostics, d => d.Id == "GB0502");
        var fact = Assert.Single(diagnostics.Select(ReportedFact.From).OfType<ReportedFact>(), f => f.Id == "async.blocking");
        Assert.Equal(("present", true), (fact.Value, fact.LowConfidence));
    }

    [Fact]
    public Task A_token_at_hand_that_is_not_passed_is_reported() => Verify.ReportsAsync("""
        class C
        {
            async Task M(CancellationToken ct) { {|GB0504:await|} Task.Yield(); }
        }
        """.Replace("{|GB0504:await|}", "await {|GB0504:Task.Delay(1)|}; await", StringComparison.Ordinal));

    [Fact]
    public Task Tokens_are_missed_in_lambdas_local_functions_and_delegates_too() => Verify.ReportsAsync("""
        class C
        {
            async Task M(SemaphoreSlim s, Func<CancellationToken, Task> work, Stream stream, CancellationToken ct)
            {
                await {|GB0504:s.WaitAsync()|};
                await {|GB0504:work(CancellationToken.None)|};
                await {|GB0504:work(default)|};
                var all = Enumerable.Range(0, 3).Select(async i => await {|GB0504:stream.FlushAsync()|});
                async Task Local() => await {|GB0504:Task.Delay(5)|};
                await Local();
            }
        }
        """);

    [Fact]
    public Task A_token_that_is_passed_or_not_wanted_is_fine() => Verify.SilentAsync("GB0504", """
        class C : IAsyncDisposable
        {
            async Task M(SemaphoreSlim s, CancellationToken ct)
            {
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct);
                await s.WaitAsync(linked.Token);
                try { await Task.Run(() => { }); }
                catch { await Task.Delay(1); throw; }
                finally { await Task.Delay(1); s.Release(); }
            }

            async Task NoToken() => await Task.Delay(1);
            public async ValueTask DisposeAsync() => await Task.Delay(1);
        }
        """);

    [Theory]
    [InlineData("none", "class C { async Task M() => await Task.Delay(1); }")]
    [InlineData("passed", "class C { async Task M(CancellationToken ct) => await Task.Delay(1, ct); }")]
    [InlineData("dropped", "class C { async Task M(CancellationToken ct) { ct.ThrowIfCancellationRequested(); await Task.Delay(1); } }")]
    [InlineData("unused", "class C { Task M(CancellationToken ct) => Task.CompletedTask; }")]
    public Task What_becomes_of_tokens(string value, string source) => Verify.FactAsync("async.token", value, source);

    [Fact]
    public Task A_client_per_call_is_reported() => Verify.ReportsAsync("""
        class C
        {
            private static readonly HttpClient Shared = new();
            private readonly Lazy<HttpClient> _lazy = new(() => new HttpClient());
            private HttpClient? _kept;

            async Task<string> M(string url)
            {
                using var client = {|GB0505:new HttpClient()|};
                return await client.GetStringAsync(url);
            }

            HttpClient Kept() => _kept ??= new HttpClient();
            HttpClient Made() => new HttpClient();
            void WithShared(HttpMessageHandler handler) { using var client = new HttpClient(handler, disposeHandler: false); }
        }
        """);

    [Theory]
    [InlineData("spinning", "void M(Task t) { while (!t.IsCompleted) { } }")]
    [InlineData("spinning", "volatile bool _done; void M() { while (!_done) Thread.Yield(); }")]
    [InlineData("spinning", "int _n; void M() { while (Volatile.Read(ref _n) > 0) { Thread.SpinWait(20); } }")]
    [InlineData("spinning", "bool _done; async Task M() { while (!_done) await Task.Yield(); }")]
    [InlineData("spinning", "void M(ConcurrentQueue<Action> q, CancellationToken ct) { while (!ct.IsCancellationRequested) { if (q.TryDequeue(out var a)) { a(); } } }")]
    [InlineData("spinning", "void M(List<Task> ts) { while (true) { if (ts.All(t => t.IsCompleted)) break; } }")]
    [InlineData("spinning", "int _lock; void M() { while (Interlocked.CompareExchange(ref _lock, 1, 0) != 0) { } }")]
    [InlineData("spinning", "void M() { var end = DateTime.UtcNow.AddSeconds(1); while (DateTime.UtcNow < end) { } }")]
    [InlineData("polling", "void M(Task t) { while (!t.IsCompleted) { Thread.Sleep(10); } }")]
    [InlineData("polling", "int _running; async Task M() { while (_running > 0) { await Task.Delay(5); } }")]
    [InlineData("none", "void M(ConcurrentQueue<Action> q) { while (q.TryDequeue(out var a)) { a(); } }")]
    [InlineData("none", "int _n; void M() { int seen; do { seen = _n; } while (Interlocked.CompareExchange(ref _n, seen + 1, seen) != seen); }")]
    [InlineData("none", "int M(int[] a, int x) { for (var i = 0; i < a.Length; i++) { if (a[i] == x) return i; } return -1; }")]
    [InlineData("none", "class N { public N? Next; public int V; } N? M(N? n, int v) { while (n != null && n.V != v) n = n.Next; return n; }")]
    [InlineData("none", "async Task M(CancellationToken ct) { while (!ct.IsCancellationRequested) { await Task.Delay(1000, ct); } }")]
    [InlineData("none", "async Task M(SemaphoreSlim s, CancellationToken ct) { while (true) { await s.WaitAsync(ct); Console.WriteLine(1); } }")]
    [InlineData("none", "void M(TextReader r) { while (r.ReadLine() is { } line) { } }")]
    [InlineData("none", "int M(int n) { while (n > 9) n /= 10; return n; }")]
    public Task Waiting_in_a_loop(string value, string member) => Verify.FactAsync("async.busy-wait", value, $"class C {{ {member} }}");
}
