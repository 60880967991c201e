using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Tests;

/// <summary>Rules of others that are run on submissions. Each line says at its end what is expected there and nothing else.</summary>
public sealed class PackTests(PublishedHost host)
{
    private const string Marked = """
        using System.Collections.Concurrent;

        internal static class Marked
        {
            static bool Refs(int a) => ReferenceEquals(a, a); // CA2013
            static bool Nan(double d) => d != double.NaN; // MA0082 RCS1215
            static int Twice(Dictionary<string, int> d) { if (d.ContainsKey("a")) return d["a"]; return 0; } // CA1854
            static void Drop(Dictionary<string, int> d) { if (d.ContainsKey("a")) d.Remove("a"); } // CA1853
            static bool Any(IEnumerable<int> s) => s.Count() > 0; // CA1827
            static int Same(bool b) { if (b) { return 1; } else { return 1; } } // MA0140
            static void Finally() { try { } finally { throw new InvalidOperationException(); } } // CA2219
            static void Only() { try { Finally(); } catch { throw; } } // RCS1265
            static void Later() => throw new NotImplementedException(); // MA0025
            static void Mixed(string name) => throw new ArgumentNullException("other"); // CA2208
            static async Task Using(Task<MemoryStream> t) { using (t) { await Task.Yield(); } } // VSTHRD107
            static void Read(Stream s, byte[] b) { s.Read(b, 0, b.Length); } // CA2022
            static async Task End(StreamReader r) { while (!r.EndOfStream) await r.ReadLineAsync(); } // CA2024
            static string Json(int o) => System.Text.Json.JsonSerializer.Serialize(o, new System.Text.Json.JsonSerializerOptions()); // CA1869
            static int Multi(IEnumerable<int> s) { var a = s.Sum(); var b = s.Max(); return a + b; } // CA1851
            static ValueTask<int> V() => default;
            static async Task<int> Await() { var v = V(); await v; return await v; } // CA2012
            static Task<int> Null() { return null; } // VSTHRD114
            static void Continue(Task t) { _ = t.ContinueWith(_ => { }); } // VSTHRD105
            static async void OnChanged(object? sender, EventArgs e) { await Task.Yield(); } // VSTHRD100
            static void Reserved() => throw new NullReferenceException("x"); // CA2201
            static int Both(bool a) => a && a ? 1 : 2; // MA0172
            static decimal D() => (decimal)0.1; // MA0244
            static void Linq(List<int> l) { l.Select(x => x); } // CA1806
            static IEnumerable<int> Iter(string s) { if (s is null) throw new ArgumentNullException(nameof(s)); yield return 1; } // RCS1227
            static IEnumerable<int> Sort(List<int> l) => l.OrderBy(x => x).Where(x => x > 1); // MA0063
            static IEnumerable<int> Again(List<int> l) => l.OrderBy(x => x).OrderBy(x => -x); // MA0030
            static bool Starts(string a) => a.StartsWith("b"); // CA1310
            static Task<HttpResponseMessage> Early(HttpClient c) { using var m = new HttpRequestMessage(); return c.SendAsync(m); } // CA2025
            static Task Later(string f) { using (var s = File.OpenRead(f)) { return s.FlushAsync(); } } // RCS1229 RCS1261
            static void Cancel(CancellationToken t) { if (t.IsCancellationRequested) throw new OperationCanceledException(); } // CA2250
            static async Task Open(string f) { using var s = File.OpenRead(f); await Task.Yield(); } // RCS1261
            static void Add(HashSet<int> s) { if (!s.Contains(1)) s.Add(1); } // CA1868
            static void Source() { _ = new TaskCompletionSource<int>(TaskContinuationOptions.None); } // CA2247
            static async Task Clock(TimeProvider clock) { await Task.Delay(TimeSpan.FromSeconds(1)); } // MA0166
            static string Shown(double d) => d.ToString(); // CA1305
            static void First(CancellationToken t, int a) { } // CA1068
            [ThreadStatic] static int PerThread = 5; // CA2019
            static void Stack() { for (var i = 0; i < 9; i++) { Span<int> s = stackalloc int[4]; s[0] = 1; } } // CA2014
            static IEnumerable<string> Cast(List<int> l) => l.Cast<string>(); // CA2021
            static async Task Sync(Task t) { File.ReadAllText("a"); await t; } // CA1849
            static async Task Quiet(Task<int> t) { await t.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); } // CA2261
            static void Wait(Task t) { t.Wait(); } // GB0502
            static void Forget(Func<Task> f) { f(); } // GB0506
            static async Task Passed(CancellationToken t) { await Task.Delay(1); await Task.Delay(1, t); } // GB0504
            static void Swallow() { try { Only(); } catch (Exception) { } } // GB0201
            static void Rethrow() { try { Only(); } catch (Exception e) { Console.WriteLine(e); throw e; } } // GB0202
            static void Inner() { try { Only(); } catch (IOException) { throw new InvalidOperationException("x"); } } // GB0203
            static void Lambda(List<int> l) { l.ForEach(async x => await Task.Delay(x)); } // GB0501
            static async void Void() { await Task.Yield(); } // GB0501
        }

        public class Holder // CA1001
        {
            private readonly SemaphoreSlim _slots = new(1);
            private readonly ConcurrentDictionary<string, Holder> _made = new();
            [ThreadStatic] private int _perThread; // CA2259
            public static int Count; // MA0069
            private Holder? _next;
            public int Own { get; set; }
            public int Endless { get => _perThread; set { Endless = value; } } // CA2011
            public void Lock() { lock (this) { Count = 1; } } // GB0303
            public Holder Get() => _made.GetOrAdd("a", new Holder()); // MA0242
            public void Self() { Own = Own; } // CA2245
            public void Chain(Holder a, Holder b) { a._next = a = b; } // CA2246
            public virtual void Default(int a = 1) { }
        }

        public sealed class Heir : Holder
        {
            public override void Default(int a = 2) { } // MA0061
        }
        """;

    // The package reports these on the very lines where ours is expected, which is why it is not told.
    private static readonly Dictionary<string, string> Ours = new(StringComparer.Ordinal)
    {
        ["VSTHRD002"] = "GB0502",
        ["VSTHRD101"] = "GB0501",
        ["MA0134"] = "GB0506",
        ["CA2016"] = "GB0504",
        ["CA2200"] = "GB0202",
        ["MA0054"] = "GB0203",
        ["RCS1075"] = "GB0201",
        ["MA0064"] = "GB0303",
    };

    [Fact]
    public async Task Each_chosen_rule_reports_and_one_cause_on_a_line_is_told_once()
    {
        var findings = (await host.CompileAsync(Submissions.Good, new SourceFile("Marked.cs", Marked))).Findings.Where(f => f.Span.File == "Marked.cs").ToLookup(f => f.Span.StartLine, f => f.Rule);

        var lines = Marked.Split('\n').Select((line, at) => (Number: at + 1, Text: line, Expected: line.Contains("// ", StringComparison.Ordinal) ? line.Split("// ")[1].Trim() : ""));
        Assert.All(lines, line => Assert.Equal(line.Expected, string.Join(' ', findings[line.Number].Order(StringComparer.Ordinal))));
    }

    [Fact]
    public async Task Every_rule_of_the_page_is_tried_here()
    {
        var page = await File.ReadAllLinesAsync(Path.Combine(PublishedHost.Checkout, "docs", "rules", "packs.md"), TestContext.Current.CancellationToken);
        var listed = page.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim()).Where(id => id.Any(char.IsAsciiDigit));

        Assert.All(listed, id => Assert.True(Marked.Contains(id, StringComparison.Ordinal) || Ours.ContainsKey(id), id));
    }

    [Fact]
    public async Task A_note_names_its_package_and_its_category_is_not_one_of_ours()
    {
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra("#pragma warning disable\npublic static void Later() => throw new NotImplementedException();"));

        var note = Assert.Single(response.Findings, f => f.Rule == "MA0025");
        Assert.Equal("note.exceptions", note.Category);
        Assert.EndsWith("(Meziantou.Analyzer)", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_packs_our_rules_say_what_they_always_say()
    {
        SourceFile[] files = [Submissions.Good, new SourceFile("Marked.cs", Marked)];

        var all = await host.CompileAsync(new CompileRequest(files, "task-runner", []));
        var ours = await host.CompileAsync(new CompileRequest(files, "task-runner", []), AnalysisPart.Rules);

        Assert.Equal(all.Findings.Where(f => !f.Category.StartsWith("note.", StringComparison.Ordinal)), ours.Findings);
        Assert.Equal(all.Facts.Select(f => (f.Id, f.Value)), ours.Facts.Select(f => (f.Id, f.Value)));
    }
}
