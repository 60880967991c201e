using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.SharedState;

/// <summary>Each row is one way people write it; the value is what a careful reviewer would say.</summary>
public sealed class CounterGuardTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        // Nothing to judge, or nothing shared.
        { "none", "a plain class", "int _n; public void Add() => _n++; public int N => _n;" },
        { "none", "a single-threaded algorithm", "int _index; int Next() { _index++; return _index; } public int All() { var s = 0; while (_index < 9) s += Next(); return s; }" },
        { "none", "an awaited call", "int _n; async Task One() { await Task.Yield(); _n++; } public async Task M() { for (var i = 0; i < 3; i++) await One(); }" },
        { "none-needed", "results are returned", "public async Task<int> M(int[] xs) { var parts = await Task.WhenAll(xs.Select(x => Task.Run(() => x * 2))); return parts.Sum(); }" },
        { "none-needed", "a local of the worker", "public void M() { Parallel.For(0, 9, i => { var n = 0; n++; Console.WriteLine(n); }); }" },
        { "none-needed", "own array slots", "public int[] M() { var r = new int[9]; Parallel.For(0, 9, i => { r[i] = i * i; }); return r; }" },
        { "none-needed", "an object per worker", "class W { int _n; public void Run() => _n++; } public void M() { Parallel.For(0, 9, _ => { var w = new W(); w.Run(); }); }" },
        { "none", "two tasks, one awaited after the other", "int _n; public async Task M() { await Task.Run(() => { _n++; }); await Task.Run(() => { _n++; }); }" },
        { "none", "one task, awaited", "int _n; public async Task M() { await Task.Run(() => { _n++; }); _n++; }" },
        { "none-needed", "counted after all have ended", "public async Task<int> M() { var ts = Enumerable.Range(0, 9).Select(i => Task.Run(() => i)).ToList(); var n = 0; foreach (var t in ts) n += await t; return n; }" },
        { "none-needed", "a variable of one turn", "public async Task M() { var ts = new List<Task>(); for (var i = 0; i < 9; i++) { var n = 0; ts.Add(Task.Run(() => { n++; })); } await Task.WhenAll(ts); }" },
        { "none-needed", "before the first await", "public async Task M(int[] xs) { var started = 0; await Task.WhenAll(xs.Select(async x => { started++; await Task.Delay(x); })); Console.WriteLine(started); }" },

        // Guarded.
        { "interlocked", "Interlocked in a lambda", "int _n; public void M() => Parallel.For(0, 9, _ => Interlocked.Increment(ref _n));" },
        { "interlocked", "Interlocked on a local", "public int M() { var n = 0; Parallel.For(0, 9, _ => Interlocked.Add(ref n, 2)); return n; }" },
        { "interlocked", "a thread-safe counter class", "long _n; public void Add() => Interlocked.Increment(ref _n); public long N => Interlocked.Read(ref _n);" },
        { "lock", "lock in a lambda", "readonly object _gate = new(); int _n; public void M() => Parallel.For(0, 9, _ => { lock (_gate) { _n++; } });" },
        { "lock", "System.Threading.Lock", "readonly Lock _gate = new(); int _n; public void M() => Parallel.For(0, 9, _ => { lock (_gate) _n++; });" },
        { "lock", "EnterScope", "readonly Lock _gate = new(); int _n; public void M() => Parallel.For(0, 9, _ => { using var s = _gate.EnterScope(); _n++; });" },
        { "lock", "Monitor", "readonly object _gate = new(); int _n; public void M() => Parallel.For(0, 9, _ => { Monitor.Enter(_gate); try { _n++; } finally { Monitor.Exit(_gate); } });" },
        { "lock", "SemaphoreSlim(1, 1)", "readonly SemaphoreSlim _gate = new(1, 1); int _n; public Task M() => Task.WhenAll(Enumerable.Range(0, 9).Select(async i => { await _gate.WaitAsync(); try { _n++; } finally { _gate.Release(); } }));" },
        { "lock", "a helper called under the lock", "readonly object _gate = new(); int _n; void Bump() => _n++; public void M() => Parallel.For(0, 9, _ => { lock (_gate) Bump(); });" },
        { "lock", "a helper that locks around a delegate", "readonly object _gate = new(); int _n; void Locked(Action a) { lock (_gate) a(); } public void M() => Parallel.For(0, 9, _ => Locked(() => _n++));" },
        { "lock", "ReaderWriterLockSlim", "readonly ReaderWriterLockSlim _rw = new(); int _n; public void M() => Parallel.For(0, 9, _ => { _rw.EnterWriteLock(); try { _n++; } finally { _rw.ExitWriteLock(); } });" },
        { "lock", "a list under a lock", "readonly object _gate = new(); readonly List<int> _all = []; public void M() => Parallel.For(0, 9, i => { lock (_gate) { _all.Add(i); } });" },
        { "concurrent", "a concurrent bag", "readonly ConcurrentBag<int> _all = []; public void M() => Parallel.For(0, 9, i => _all.Add(i));" },
        { "concurrent", "a concurrent dictionary of counts", "readonly ConcurrentDictionary<string, int> _n = new(); public void M(string[] ws) => Parallel.ForEach(ws, w => _n.AddOrUpdate(w, 1, (_, n) => n + 1));" },

        // Racy.
        { "racy", "++ in Parallel.For", "int _n; public void M() => Parallel.For(0, 9, _ => _n++);" },
        { "racy", "a captured local", "public int M() { var n = 0; Parallel.For(0, 9, _ => { n++; }); return n; }" },
        { "racy", "x = x + 1", "int _n; public void M() => Parallel.For(0, 9, _ => { _n = _n + 1; });" },
        { "racy", "tasks in a loop", "int _n; public async Task M() { var ts = new List<Task>(); for (var i = 0; i < 9; i++) ts.Add(Task.Run(() => _n++)); await Task.WhenAll(ts); }" },
        { "racy", "async lambdas in Select", "int _n; public Task M(int[] xs) => Task.WhenAll(xs.Select(async x => { await Task.Delay(x); _n++; }));" },
        { "racy", "an async method per item", "int _n; async Task One(int x) { await Task.Delay(x); _n += x; } public async Task M(int[] xs) { var ts = new List<Task>(); foreach (var x in xs) ts.Add(One(x)); await Task.WhenAll(ts); }" },
        { "racy", "a method group", "int _n; async Task One(int x) { await Task.Delay(x); _n += x; } public Task M(int[] xs) => Task.WhenAll(xs.Select(One));" },
        { "racy", "a deep call", "int _n; void A() => B(); void B() => C1(); void C1() { _n++; } public void M() => Parallel.For(0, 9, _ => A());" },
        { "racy", "threads", "int _n; public void M() { for (var i = 0; i < 4; i++) { var t = new Thread(() => _n++); t.Start(); } }" },
        { "racy", "two tasks", "int _n; public Task M() => Task.WhenAll(Task.Run(() => { _n++; }), Task.Run(() => { _n++; }));" },
        { "racy", "PLINQ", "int _n; public void M(int[] xs) => xs.AsParallel().ForAll(x => _n += x);" },
        { "racy", "an auto-property", "public int N { get; private set; } public void M() => Parallel.For(0, 9, _ => N++);" },
        { "racy", "a static field", "static int _n; public static void M() => Parallel.For(0, 9, _ => _n++);" },
        { "racy", "volatile does not help", "volatile int _n; public void M() => Parallel.For(0, 9, _ => _n++);" },
        { "racy", "a list", "readonly List<int> _all = []; public void M() => Parallel.For(0, 9, i => _all.Add(i));" },
        { "racy", "a dictionary", "readonly Dictionary<string, int> _n = []; public void M(string[] ws) => Parallel.ForEach(ws, w => _n[w] = 1);" },
        { "racy", "counts in a dictionary", "readonly Dictionary<string, int> _n = []; public void M(string[] ws) => Parallel.ForEach(ws, w => { _n[w]++; });" },
        { "racy", "a throttle is no lock", "readonly SemaphoreSlim _slots = new(4); int _n; public Task M() => Task.WhenAll(Enumerable.Range(0, 9).Select(async i => { await _slots.WaitAsync(); try { _n++; } finally { _slots.Release(); } }));" },
        { "racy", "a lock that is new each time", "int _n; public void M() => Parallel.For(0, 9, _ => { var gate = new object(); lock (gate) { _n++; } });" },
        { "racy", "a shared object's field", "class S { public int N; } readonly S _s = new(); public void M() => Parallel.For(0, 9, _ => _s.N++);" },
        { "racy", "a shared object's method", "class S { int _n; public void Add() => _n++; } readonly S _s = new(); public void M() => Parallel.For(0, 9, _ => _s.Add());" },
        { "racy", "an argument", "class S { public int N; } static void Work(S s) => s.N++; readonly S _s = new(); public void M() => Parallel.For(0, 9, _ => Work(_s));" },
        { "racy", "a local function", "int _n; public void M() { void Work() { _n++; } for (var i = 0; i < 3; i++) Task.Run(Work); }" },
        { "racy", "a worker loop", "int _n; async Task Loop(ConcurrentQueue<int> q) { while (q.TryDequeue(out var x)) { await Task.Delay(x); _n++; } } public Task M(ConcurrentQueue<int> q) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Loop(q)));" },
        { "racy", "a helper that spawns", "int _n; static Task Go(Action a) => Task.Run(a); public void M() { for (var i = 0; i < 3; i++) Go(() => _n++); }" },
        { "racy", "a timer", "int _n; Timer? _t; public void M() => _t = new Timer(_ => _n++, null, 0, 1);" },
        { "racy", "read with care, written without", "long _n; public long N => Interlocked.Read(ref _n); public void M() => Parallel.For(0, 9, _ => _n++);" },

        // Guarded here, forgotten there.
        { "mixed", "Interlocked and ++", "int _n; public void M() => Parallel.For(0, 9, i => { if (i > 3) Interlocked.Increment(ref _n); else _n++; });" },
        { "mixed", "lock and no lock", "readonly object _gate = new(); int _n; public void M() => Parallel.For(0, 9, i => { lock (_gate) { _n++; } }); public void Add() => Parallel.For(0, 9, i => _n++);" },
        { "mixed", "two locks", "readonly object _a = new(); readonly object _b = new(); int _n; public void M() => Parallel.For(0, 9, i => { if (i > 3) lock (_a) _n++; else lock (_b) _n++; });" },
        { "mixed", "a forgotten member", "readonly object _gate = new(); int _n; public void Add() { lock (_gate) _n++; } public void Sub() { _n--; }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_guard_of_shared_state(string value, string what, string members) =>
        Verify.FactAsync("counter.guard", value, $"class C {{ {members} }}", what);

    [Fact]
    public async Task Renaming_and_wrapping_change_nothing()
    {
        foreach (var (value, _, members) in Cases.Select(row => row.Data))
        {
            var renamed = members.Replace("_n", "_zqx", StringComparison.Ordinal);
            await Verify.FactAsync("counter.guard", value, $"namespace Other {{ partial class C {{ {renamed} }} partial class C {{ void Unrelated() {{ }} }} }}");
        }
    }

    [Fact]
    public Task The_finding_names_the_field_and_the_line() => Verify.ReportsAsync("""
        using GradeBench.Contracts.TaskRunner;

        public sealed class Runner(TaskRunnerOptions options) : ITaskRunner
        {
            private long _finished;

            public int Workers => options.Workers ?? 1;

            public long TotalFinished => _finished;

            public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
            {
                var outcomes = await Task.WhenAll(tasks.Select(async t => new TaskOutcome(t.Id, true, await t.Work(cancellationToken), null, TimeSpan.Zero)));
                {|GB0301:_finished += outcomes.Length|};
                return outcomes;
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
        """);

    [Fact]
    public async Task The_message_says_where_the_field_is_declared()
    {
        var diagnostics = await Verify.RunAsync("class C\n{\n    int _n;\n    public void M() => Parallel.For(0, 9, _ => _n++);\n}");

        var finding = Assert.Single(diagnostics, d => d.Id == "GB0301");
        Assert.StartsWith("'C._n' (declared on line 3) is changed here by several threads at once", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weak", "public void M() { lock (this) { } }")]
    [InlineData("weak", "public void M() { lock (typeof(C)) { } }")]
    [InlineData("weak", "public void M() { lock (\"gate\") { } }")]
    [InlineData("weak", "public void M() { var gate = new object(); lock (gate) { } }")]
    [InlineData("weak", "public readonly object Gate = new(); public void M() { lock (Gate) { } }")]
    [InlineData("private", "readonly object _gate = new(); public void M() { lock (_gate) { } }")]
    [InlineData("private", "public void M() { var gate = new object(); Parallel.For(0, 9, _ => { lock (gate) { } }); }")]
    [InlineData("private", "readonly Lock _gate = new(); public void M() { lock (_gate) { } }")]
    [InlineData("none", "public void M() { }")]
    public Task What_is_locked(string value, string members) => Verify.FactAsync("shared-state.lock-target", value, $"class C {{ {members} }}");

    [Theory]
    [InlineData("present", "if (!_m.ContainsKey(k)) _m[k] = 1;")]
    [InlineData("present", "_m[k]++;")]
    [InlineData("present", "_m[k] += 2;")]
    [InlineData("present", "if (_m.TryGetValue(k, out var n)) _m[k] = n + 1; else _m[k] = 1;")]
    [InlineData("none", "_m.AddOrUpdate(k, 1, (_, n) => n + 1);")]
    [InlineData("none", "_m[k] = 1;")]
    [InlineData("none", "lock (_gate) { if (!_m.ContainsKey(k)) _m[k] = 1; }")]
    [InlineData("none", "if (!_plain.ContainsKey(k)) _plain[k] = 1;")]
    public Task Check_then_act(string value, string body) => Verify.FactAsync("shared-state.check-then-act", value,
        $"class C {{ readonly object _gate = new(); readonly Dictionary<string, int> _plain = []; readonly ConcurrentDictionary<string, int> _m = new(); public void M(string k) {{ {body} }} }}");
}
