using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Retries;

/// <summary>Each row is one way people write a retry, or something that looks like one.</summary>
public sealed class RetryTests
{
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "exponential", "for, return in try, filter", "async Task<string> M(CancellationToken ct) { for (var attempt = 1; ; attempt++) { try { return await Get(ct); } catch (HttpRequestException) when (attempt < 3) { await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), ct); } } }" },
        { "exponential", "while, doubled delay", "async Task<string> M(CancellationToken ct) { var delay = TimeSpan.FromMilliseconds(100); var n = 0; while (true) { try { return await Get(ct); } catch (HttpRequestException) { if (++n >= 5) throw; } await Task.Delay(delay, ct); delay *= 2; } }" },
        { "exponential", "shift", "async Task<string> M(CancellationToken ct) { for (var i = 0; i < 5; i++) { try { return await Get(ct); } catch (IOException) { await Task.Delay(100 << i, ct); } } throw new TimeoutException(); }" },
        { "exponential", "d = d + d, capped", "async Task<string> M(CancellationToken ct) { var d = 100; for (var i = 0; i < 5; i++) { try { return await Get(ct); } catch (IOException) { await Task.Delay(Math.Min(d, 5000), ct); d = d + d; } } throw new TimeoutException(); }" },
        { "exponential", "TimeSpan computed anew", "async Task<string> M(CancellationToken ct) { var d = TimeSpan.FromSeconds(1); for (var i = 0; i < 5; i++) { try { return await Get(ct); } catch (IOException) { await Task.Delay(d, ct); d = TimeSpan.FromMilliseconds(d.TotalMilliseconds * 2); } } throw new TimeoutException(); }" },
        { "exponential", "a table", "static readonly int[] Waits = [1, 2, 4, 8]; async Task<string> M(CancellationToken ct) { for (var i = 0; i < Waits.Length; i++) { try { return await Get(ct); } catch (IOException) { await Task.Delay(TimeSpan.FromSeconds(Waits[i]), ct); } } throw new TimeoutException(); }" },
        { "exponential", "a helper", "static TimeSpan Backoff(int n) => TimeSpan.FromSeconds(Math.Pow(2, n)); async Task<string> M(CancellationToken ct) { for (var i = 0; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { await Task.Delay(Backoff(i), ct); } } }" },
        { "exponential", "a wait at the top", "async Task<string> M(CancellationToken ct) { for (var i = 0; i < 4; i++) { if (i > 0) await Task.Delay(1000 * (1 << i), ct); try { return await Get(ct); } catch (IOException) { } } throw new TimeoutException(); }" },
        { "exponential", "recursion", "async Task<string> M(CancellationToken ct, int left = 3, int delay = 100) { try { return await Get(ct); } catch (IOException) when (left > 0) { await Task.Delay(delay, ct); return await M(ct, left - 1, delay * 2); } }" },
        { "exponential", "a status", "async Task<HttpResponseMessage> M(HttpClient c, CancellationToken ct) { for (var i = 0; ; i++) { var r = await c.GetAsync(\"http://x\", ct); if (r.IsSuccessStatusCode || i == 3) return r; await Task.Delay(TimeSpan.FromSeconds(1 << i), ct); } }" },
        { "exponential", "a delegate helper", "async Task<T> M<T>(Func<CancellationToken, Task<T>> work, int max, CancellationToken ct) { var attempt = 0; while (true) { try { return await work(ct); } catch (Exception e) when (e is IOException && attempt < max) { attempt++; await Task.Delay(TimeSpan.FromMilliseconds(50 * Math.Pow(2, attempt)), ct); } } }" },
        { "exponential-jitter", "random added", "async Task<string> M(CancellationToken ct) { for (var i = 0; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { var ms = 100 * Math.Pow(2, i) + Random.Shared.Next(0, 100); await Task.Delay(TimeSpan.FromMilliseconds(ms), ct); } } }" },
        { "exponential-jitter", "full jitter", "async Task<string> M(CancellationToken ct) { for (var i = 0; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { await Task.Delay(Random.Shared.Next(100 << i), ct); } } }" },
        { "linear", "n times", "async Task<string> M(CancellationToken ct) { for (var i = 1; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { await Task.Delay(1000 * i, ct); /* exponential backoff */ } } }" },
        { "linear", "a step added", "async Task<string> M(CancellationToken ct) { var d = 100; for (var i = 1; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { await Task.Delay(d, ct); d += 100; } } }" },
        { "linear", "a table", "static readonly int[] Waits = [1, 2, 3, 4]; async Task<string> M(CancellationToken ct) { foreach (var w in Waits) { try { return await Get(ct); } catch (IOException) { await Task.Delay(w, ct); } } throw new TimeoutException(); }" },
        { "fixed", "the same wait", "async Task<string> M(CancellationToken ct) { var left = 3; while (left-- > 0) { try { return await Get(ct); } catch (IOException) { await Task.Delay(500, ct); } } throw new TimeoutException(); }" },
        { "fixed", "random but not growing", "async Task<string> M(CancellationToken ct) { for (var i = 1; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { await Task.Delay(Random.Shared.Next(100, 200), ct); } } }" },
        { "fixed", "no wait", "string M() { for (var i = 0; i < 3; i++) { try { return Read(); } catch (IOException) { } } throw new TimeoutException(); }" },
        { "fixed", "a wait nobody awaits", "async Task<string> M(CancellationToken ct) { for (var i = 1; ; i++) { try { return await Get(ct); } catch (IOException) when (i < 3) { _ = Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, i)), ct); } } }" },
        { "fixed", "a flag", "void M() { var done = false; var n = 0; while (!done && n < 3) { try { Read(); done = true; } catch (IOException) { n++; Thread.Sleep(100); } } }" },
        { "fixed", "a result that stays null", "async Task<string?> M(CancellationToken ct) { string? r = null; for (var i = 0; r == null && i < 3; i++) { try { r = await Get(ct); } catch (IOException) { await Task.Delay(5, ct); } } return r; }" },
        { "fixed", "do while", "string M() { var n = 0; do { try { return Read(); } catch (IOException) { n++; Thread.Sleep(10); } } while (n < 3); throw new TimeoutException(); }" },
        { "fixed", "goto", "string M() { var n = 0; again: try { return Read(); } catch (IOException) when (n < 3) { n++; } Thread.Sleep(10); goto again; }" },
        { "fixed", "one second try", "string M() { try { return Read(); } catch (IOException) { Thread.Sleep(10); return Read(); } }" },
        { "fixed", "break after success", "void M() { for (var i = 0; i < 3; i++) { try { Read(); break; } catch (IOException) { Thread.Sleep(10); } } }" },

        // Look-alikes.
        { "none", "a worker", "async Task M(CancellationToken ct) { while (!ct.IsCancellationRequested) { try { await Get(ct); } catch (IOException e) { Console.WriteLine(e); } await Task.Delay(1000, ct); } }" },
        { "none", "a loop over items", "void M(string[] files) { foreach (var f in files) { try { File.Delete(f); } catch (IOException e) { Console.WriteLine(e); } } }" },
        { "none", "one server after the other", "async Task<string> M(string[] servers, HttpClient c) { foreach (var s in servers) { try { return await c.GetStringAsync(s); } catch (HttpRequestException) { } } throw new TimeoutException(); }" },
        { "none", "polling", "async Task M(CancellationToken ct) { while (!await IsReady()) { await Task.Delay(100, ct); } }" },
        { "none", "polling for a state", "async Task<string> M(CancellationToken ct) { while (true) { var s = await Get(ct); if (s == \"done\") return s; await Task.Delay(500, ct); } }" },
        { "none", "pagination", "async Task M(CancellationToken ct) { var page = 0; while (true) { var p = await Page(page++); if (p.Count == 0) break; } }" },
        { "none", "asking the user", "int M() { while (true) { try { return int.Parse(Console.ReadLine()!); } catch (FormatException) { Console.WriteLine(\"again\"); } } }" },
        { "none", "a queue", "async Task M(ConcurrentQueue<string> q, CancellationToken ct) { while (q.TryDequeue(out var x)) { try { await Get(ct); } catch (IOException) { Console.WriteLine(x); } } }" },
        { "none", "jitter in a poll", "async Task M(CancellationToken ct) { while (!ct.IsCancellationRequested) { await Get(ct); await Task.Delay(Random.Shared.Next(100), ct); } }" },
        { "none", "a fallback", "async Task<string> M(CancellationToken ct) { try { return await Get(ct); } catch (IOException) { return Read(); } }" },
        { "none", "a measurement in both branches", "async Task<(string, TimeSpan)> M(CancellationToken ct) { var t = TimeProvider.System.GetTimestamp(); try { var r = await Get(ct); return (r, TimeProvider.System.GetElapsedTime(t)); } catch (IOException e) { return (e.Message, TimeProvider.System.GetElapsedTime(t)); } }" },
        { "none", "the same goodbye", "async Task M(CancellationToken ct) { try { Read(); await Get(ct); } catch (IOException) { await Get(ct); } }" },
        { "none", "commented out", "// Policy.Handle<Exception>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(Math.Pow(2, n)))\nstring M() => Read();" },
        { "none", "a sum", "int M(int[] xs) { var n = 0; for (var i = 0; i < xs.Length; i++) { try { n += xs[i] / (xs[i] - 1); } catch (DivideByZeroException) { n--; } } return n; }" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task The_kind_of_retry(string value, string what, string members) =>
        Verify.FactAsync("retry.kind", value, In(members), what);

    [Theory]
    [InlineData("yes", "for (var i = 0; i < 3; i++) { try { return Read(); } catch (IOException) { } } return \"\";")]
    [InlineData("yes", "for (var i = 0; ; i++) { try { return Read(); } catch (IOException) when (i < 3) { } }")]
    [InlineData("yes", "var n = 0; while (true) { try { return Read(); } catch (IOException) { if (++n == 3) throw; } }")]
    [InlineData("yes", "var w = System.Diagnostics.Stopwatch.StartNew(); while (w.Elapsed < TimeSpan.FromSeconds(9)) { try { return Read(); } catch (IOException) { } } return \"\";")]
    [InlineData("no", "while (true) { try { return Read(); } catch (IOException) { } }")]
    [InlineData("no", "for (var i = 0; i < int.MaxValue; i++) { try { return Read(); } catch (IOException) { } } return \"\";")]
    [InlineData("no", "var n = 0; while (true) { try { return Read(); } catch (IOException) { if (++n == 3) throw; } catch (TimeoutException) { } }")]
    [InlineData("no", "var n = 0; while (true) { try { return Read(); } catch (IOException) { n++; Console.WriteLine(n); } }")]
    [InlineData("not-applicable", "return Read();")]
    public Task Whether_it_ends(string value, string body) => Verify.FactAsync("retry.bounded", value, In($"string M() {{ {body} }}"));

    [Theory]
    [InlineData("yes", "catch (IOException) when (i < 3) { }")]
    [InlineData("yes", "catch (Exception e) when (i < 3 && e is IOException) { }")]
    [InlineData("yes", "catch (Exception e) when (i < 3 && IsTransient(e)) { }")]
    [InlineData("yes", "catch (Exception e) { if (i > 3 || !IsTransient(e)) throw; }")]
    [InlineData("no", "catch (Exception) when (i < 3) { }")]
    [InlineData("no", "catch when (i < 3) { }")]
    [InlineData("no", "catch (Exception e) when (i < 3 && e is not OperationCanceledException) { }")]
    [InlineData("no", "catch (OperationCanceledException) { throw; } catch (Exception) when (i < 3) { }")]
    public Task Whether_it_chooses(string value, string clauses) => Verify.FactAsync("retry.selective", value,
        In($"static bool IsTransient(Exception e) => e is IOException; string M() {{ for (var i = 0; ; i++) {{ try {{ return Read(); }} {clauses} }} }}"));

    [Theory]
    [InlineData("yes", "if (r.IsSuccessStatusCode) return r; if (r.StatusCode != HttpStatusCode.ServiceUnavailable) return r;")]
    [InlineData("no", "if (r.IsSuccessStatusCode) return r;")]
    public Task Whether_it_chooses_statuses(string value, string body) => Verify.FactAsync("retry.selective", value,
        In($"async Task<HttpResponseMessage> M(HttpClient c, CancellationToken ct) {{ for (var i = 0; i < 3; i++) {{ var r = await c.GetAsync(\"http://x\", ct); {body} await Task.Delay(100, ct); }} throw new TimeoutException(); }}"));

    [Theory]
    [InlineData("yes", "await Get(ct)", "await Task.Delay(5, ct)")]
    [InlineData("no", "await Get(ct)", "await Task.Delay(5)")]
    [InlineData("no", "await Get(CancellationToken.None)", "await Task.Delay(5, ct)")]
    [InlineData("no", "await Get(ct)", "Thread.Sleep(5)")]
    public Task Whether_it_can_be_cancelled(string value, string attempt, string wait) => Verify.FactAsync("retry.cancellation", value,
        In($"async Task<string> M(CancellationToken ct) {{ for (var i = 0; ; i++) {{ try {{ return {attempt}; }} catch (IOException) when (i < 3) {{ {wait}; }} }} }}"));

    [Fact]
    public Task Careless_retries_are_reported() => Verify.ReportsAsync("""
        class C
        {
            string M()
            {
                {|GB0104:{|GB0101:while|}|} (true)
                {
                    try { return File.ReadAllText("x"); }
                    {|GB0102:catch|} { }
                }
            }

            async Task<string> N(CancellationToken ct)
            {
                for (var i = 0; ; i++)
                {
                    try { return await File.ReadAllTextAsync("x", ct); }
                    catch (IOException) when (i < 3) { await {|GB0103:Task.Delay(100)|}; }
                }
            }
        }
        """);

    [Fact]
    public Task A_careful_retry_is_fine() => Verify.ReportsAsync("""
        class C
        {
            async Task<string> N(CancellationToken ct)
            {
                for (var i = 0; ; i++)
                {
                    try { return await File.ReadAllTextAsync("x", ct); }
                    catch (IOException) when (i < 3) { await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, i)), ct); }
                }
            }
        }
        """, "GB0101", "GB0102", "GB0103", "GB0104");

    [Fact]
    public async Task A_library_that_does_not_resolve_is_seen_with_low_confidence()
    {
        var diagnostics = await Verify.RunAsync("using Polly; class C { object P() => Policy.Handle<Exception>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n)); }", mustCompile: false);

        var fact = Assert.Single(diagnostics.Select(ReportedFact.From).OfType<ReportedFact>(), f => f.Id == "retry.kind");
        Assert.Equal(("library", true), (fact.Value, fact.LowConfidence));
    }

    private static string In(string members) => $$"""
        class C
        {
            static async Task<string> Get(CancellationToken ct = default) { await Task.Yield(); ct.ThrowIfCancellationRequested(); return ""; }
            static string Read() => File.ReadAllText("x");
            static async Task<bool> IsReady() { await Task.Yield(); return true; }
            static async Task<List<int>> Page(int n) { await Task.Yield(); return [n]; }
            {{members}}
        }
        """;
}
