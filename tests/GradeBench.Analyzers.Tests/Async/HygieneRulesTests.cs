using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Async;

public sealed class HygieneRulesTests
{
    [Fact]
    public Task Work_that_is_forgotten_is_reported() => Verify.ReportsAsync("""
        class C
        {
            async Task SaveAsync() => await File.WriteAllTextAsync("a", "b");
            async Task CarefulAsync() { try { await File.WriteAllTextAsync("a", "b"); } catch (IOException e) { Console.WriteLine(e); } }
            void M() { {|GB0506:SaveAsync()|}; _ = {|GB0506:Task.Run(() => Console.WriteLine())|}; _ = CarefulAsync(); var kept = SaveAsync(); kept.ContinueWith(t => Console.WriteLine(t.Exception)); }
        }
        """);

    [Fact]
    public Task A_public_method_that_nobody_can_cancel_is_reported() => Verify.ReportsAsync("""
        public interface IPrescribed { Task Prescribed(); }
        public class C : IPrescribed
        {
            public async Task {|GB0507:Wait|}() => await Task.Delay(5);
            public async Task Taken(CancellationToken ct) => await Task.Delay(5, ct);
            public async Task Prescribed() => await Task.Delay(5);
            internal async Task Inner() => await Task.Delay(5);
            public async Task Nothing() => await Task.Yield();
        }
        """);

    [Fact]
    public Task One_task_per_item_is_reported() => Verify.ReportsAsync("""
        class C(HttpClient client)
        {
            private readonly SemaphoreSlim _slots = new(4);
            async Task<string> Bounded(string url) { await _slots.WaitAsync(); try { return await client.GetStringAsync(url); } finally { _slots.Release(); } }
            Task M(List<string> urls) => {|GB0702:Task.WhenAll(urls.Select(url => client.GetStringAsync(url)))|};
            Task N(List<string> urls) => Task.WhenAll(urls.Select(Bounded));
            Task O() => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.GetStringAsync("u")));
        }
        """);

    [Fact]
    public Task What_is_opened_and_never_closed_is_reported() => Verify.ReportsAsync("""
        class C
        {
            int M(string p) { var reader = {|GB0701:new StreamReader(p)|}; return reader.Read(); }
            int N(string p) { using var reader = new StreamReader(p); return reader.Read(); }
            Stream O(string p) { var stream = File.OpenRead(p); return stream; }
            int P(string p) => {|GB0701:new StreamReader(p)|}.Read();
            byte[] Q() { var memory = new MemoryStream(); return memory.ToArray(); }
        }
        """);
}
