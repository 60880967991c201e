using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Exceptions;

public sealed class ExceptionRulesTests
{
    private const string Own = "class OwnException : Exception { public OwnException() { } public OwnException(string m) : base(m) { } public OwnException(string m, Exception? i) : base(m, i) { } }";

    [Theory]
    [InlineData("none", "class C { void M() => throw new InvalidOperationException(); }")]
    [InlineData("defined", "class OwnException : Exception; class C { }")]
    [InlineData("thrown", "class OwnException : IOException; class C { void M() => throw new OwnException(); }")]
    [InlineData("thrown", "abstract class Failure : Exception; sealed class TimeoutFailure : Failure; class C { string M(string? s) => s ?? throw new TimeoutFailure(); }")]
    [InlineData("thrown", "class OwnException : Exception; class C { Task M() => Task.FromException(new OwnException()); }")]
    [InlineData("thrown", "class OwnException : Exception; class C { static OwnException Make() => new(); void M() { throw Make(); } }")]
    public Task Custom_exceptions(string value, string source) => Verify.FactAsync("exceptions.custom", value, source);

    [Fact]
    public Task Rethrowing_by_name_is_reported() => Verify.ReportsAsync("""
        class C
        {
            void M() { try { N(); } catch (Exception e) { Console.WriteLine(e); {|GB0202:throw e;|} } }
            void N() { try { M(); } catch (Exception) { throw; } }
            void O(Exception given) { try { M(); } catch (IOException) { throw given; } }
            void P() { try { M(); } catch (Exception e) { e = new InvalidOperationException("x", e); throw e; } }
        }
        """);

    [Fact]
    public Task A_dropped_cause_is_reported() => Verify.ReportsAsync(Own + """

        class Bare : Exception { public Bare(string m) : base(m) { } }
        class C
        {
            void A() { try { B(); } catch (IOException e) { {|GB0203:throw new OwnException(e.Message);|} } }
            void B() { try { A(); } catch (IOException) { {|GB0203:throw new OwnException("failed");|} } }
            void D() { try { A(); } catch { {|GB0203:throw new Bare("failed");|} } }
            int E(string s) { try { return int.Parse(s); } catch (FormatException e) when (s.Length > 0) { {|GB0203:throw new OwnException($"bad {e.Message}");|} } }
            void F()
            {
                for (var i = 0; i < 3; i++) { try { A(); return; } catch (IOException) { } }
                {|GB0203:throw new OwnException("gave up");|}
            }
        }
        """);

    [Fact]
    public Task A_kept_cause_is_fine() => Verify.SilentAsync("GB0203", Own + """

        class C
        {
            void A() { try { B(); } catch (IOException e) { throw new OwnException("x", e); } }
            void B() { try { A(); } catch (IOException e) { var cause = e; throw new OwnException("x", cause); } }
            void D() { try { A(); } catch (IOException e) { throw Wrap(e); } }
            void E() { try { A(); } catch (IOException e) { throw new AggregateException(e, new OwnException()); } }
            void F(CancellationToken ct) { try { A(); } catch (IOException) { throw new OperationCanceledException(ct); } }
            void G()
            {
                Exception? last = null;
                for (var i = 0; i < 3; i++) { try { A(); return; } catch (IOException e) { last = e; } }
                throw new OwnException("gave up", last);
            }
            void H()
            {
                var errors = new List<Exception>();
                while (errors.Count < 3) { try { A(); return; } catch (IOException e) { errors.Add(e); } }
                throw new AggregateException(errors);
            }
            void I(string? s) { if (s is null) throw new OwnException("no string"); }
            static Exception Wrap(Exception e) => new OwnException("x", e);
        }
        """);

    [Theory]
    [InlineData("none", "try { N(); } catch (Exception e) { throw new InvalidOperationException(\"x\", e); }")]
    [InlineData("none", "try { N(); } catch (IOException) { }")]
    [InlineData("none", "try { N(); } catch (Exception e) when (e is IOException) { }")]
    [InlineData("none", "try { N(); } catch (Exception e) { _error = e; }")]
    [InlineData("none", "try { N(); } catch (Exception e) { _errors.Add(e); }")]
    [InlineData("none", "try { N(); } catch (Exception e) { Report(e); }")]
    [InlineData("none", "try { N(); } catch (Exception e) { _text = e.Message; }")]
    [InlineData("none", "try { N(); } catch (Exception e) { if (e is IOException) Report(e); else throw; }")]
    [InlineData("none", "for (var i = 0; ; i++) { try { N(); break; } catch (Exception) { if (i == 3) throw; } }")]
    [InlineData("logged", "try { N(); } catch (Exception e) { Console.WriteLine(e); }")]
    [InlineData("logged", "try { N(); } catch (Exception) { Console.Error.WriteLine(\"failed\"); }")]
    [InlineData("logged", "try { N(); } catch { Interlocked.Increment(ref _failures); }")]
    [InlineData("logged", "try { N(); } catch { _failures++; }")]
    [InlineData("logged", "var ok = true; try { N(); } catch { ok = false; _failures = 1; } Console.WriteLine(ok);")]
    [InlineData("swallowed", "try { N(); } catch { }")]
    [InlineData("swallowed", "try { N(); } catch (Exception) { return; }")]
    [InlineData("swallowed", "try { N(); } catch (Exception e) { var copy = e; }")]
    [InlineData("swallowed", "try { N(); } catch (Exception e) { if (_failures > 3) Report(e); }")]
    [InlineData("swallowed", "foreach (var x in new[] { 1 }) { try { N(); } catch (Exception) { continue; } }")]
    public Task Fates_of_what_a_catch_all_takes(string value, string body) => Verify.FactAsync("exceptions.swallowed", value, $$"""
        class C
        {
            private Exception? _error;
            private string? _text;
            private int _failures;
            private readonly List<Exception> _errors = [];
            void N() { }
            void Report(Exception e) => _error = e;
            void M() { {{body}} }
        }
        """);

    [Theory]
    [InlineData("swallowed", "return null;")]
    [InlineData("swallowed", "return default;")]
    [InlineData("swallowed", "return string.Empty;")]
    [InlineData("none", "return e.Message;")]
    [InlineData("none", "return Describe(e);")]
    [InlineData("logged", "return \"failed\";")]
    public Task Returning_nothing_loses_the_exception(string value, string handler) => Verify.FactAsync("exceptions.swallowed", value, $$"""
        class C
        {
            string? M() { try { return File.ReadAllText("x"); } catch (Exception e) { {{handler}} } }
            static string Describe(Exception e) => e.ToString();
        }
        """);

    [Fact]
    public Task The_swallowing_catch_is_marked() => Verify.ReportsAsync("""
        class C
        {
            void M() { try { N(); } {|GB0201:catch|} { } }
            int? N() { try { return 1; } {|GB0201:catch|} (Exception) { return null; } }
        }
        """);

    [Fact]
    public Task A_failure_told_in_a_result_is_kept() => Verify.FactAsync("exceptions.swallowed", "none", """
        record Outcome(bool Ok, string? Error);
        class C
        {
            async Task<Outcome> M(Func<Task> work)
            {
                try { await work(); return new Outcome(true, null); }
                catch (OperationCanceledException) { throw; }
                catch (Exception e) { return new Outcome(false, e.Message); }
            }
        }
        """);
}
