using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Exceptions;

public sealed class HandlingRulesTests
{
    [Fact]
    public Task Cancellation_caught_as_a_failure_is_reported() => Verify.ReportsAsync("""
        class C
        {
            async Task<string> M(HttpClient client, CancellationToken ct)
            {
                try { return await client.GetStringAsync("u", ct); }
                {|GB0204:catch|} (Exception e) { return e.Message; }
            }
        }
        """);

    [Theory]
    [InlineData("catch (OperationCanceledException) { throw; } catch (Exception e) { return e.Message; }")]
    [InlineData("catch (Exception e) when (!ct.IsCancellationRequested) { return e.Message; }")]
    [InlineData("catch (Exception e) { if (e is OperationCanceledException) throw; return e.Message; }")]
    [InlineData("catch (HttpRequestException e) { return e.Message; }")]
    [InlineData("catch (Exception e) { Console.WriteLine(e); throw; }")]
    public Task Cancellation_that_is_thought_of_is_fine(string clauses) => Verify.SilentAsync("GB0204",
        $$"""class C { async Task<string> M(HttpClient client, CancellationToken ct) { try { return await client.GetStringAsync("u", ct); } {{clauses}} } }""");

    [Fact]
    public Task A_catch_that_loses_everything_is_told_once() => Verify.ReportsAsync("""
        class C
        {
            async Task<string?> M(HttpClient client, CancellationToken ct)
            {
                try { return await client.GetStringAsync("u", ct); }
                {|GB0201:catch|} { return null; }
            }
        }
        """, "GB0204");

    [Fact]
    public Task Exceptions_that_stand_for_answers_are_reported() => Verify.ReportsAsync("""
        class C
        {
            int Parse(string s) { try { return {|GB0205:int.Parse(s)|}; } catch (FormatException) { return 0; } }
            int Look(Dictionary<string, int> d) { try { return {|GB0205:d["a"]|}; } catch (KeyNotFoundException) { return 0; } }
            int Jump(int n) { try { if (n > 3) {|GB0205:throw new InvalidOperationException();|} return n; } catch (InvalidOperationException) { return 3; } }
        }
        """);

    [Fact]
    public Task Exceptions_that_go_on_are_fine() => Verify.SilentAsync("GB0205", """
        class C
        {
            int Parse(string s) { try { return int.Parse(s); } catch (FormatException e) { throw new ArgumentException("no number", e); } }
            int Ask(string s) => int.TryParse(s, out var n) ? n : throw new ArgumentException("no number");
            void Undo(string p) { try { File.Create(p).Dispose(); if (p.Length > 3) throw new IOException(); } catch { File.Delete(p); throw; } }
        }
        """);
}
