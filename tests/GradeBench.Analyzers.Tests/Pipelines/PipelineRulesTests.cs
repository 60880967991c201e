using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Pipelines;

public sealed class PipelineRulesTests
{
    [Fact]
    public Task A_whole_file_that_is_gone_through_by_lines_is_reported() => Verify.ReportsAsync("""
        class C
        {
            int M(string p) { var n = 0; foreach (var line in {|GB0601:File.ReadAllLines(p)|}) n += line.Length; return n; }
            int N(string p) { var text = {|GB0601:File.ReadAllText(p)|}; return text.Split('\n').Length; }
            int O(string p) => File.ReadLines(p).Count();
            string P(string p) => File.ReadAllText(p).Trim();
        }
        """);

    [Fact]
    public Task Parsing_in_the_machines_culture_is_reported() => Verify.ReportsAsync("""
        using System.Globalization;
        class C
        {
            decimal M(string s) => {|GB0602:decimal.Parse(s)|};
            double[] N(string[] s) => s.Select({|GB0602:double.Parse|}).ToArray();
            bool O(string s) => DateTime.TryParse(s, CultureInfo.InvariantCulture, out _);
            int P(string s) => int.Parse(s);
            decimal Q() => decimal.Parse(Console.ReadLine()!);
        }
        """);

    [Fact]
    public Task Lines_cut_at_every_comma_are_reported() => Verify.ReportsAsync("""
        class C
        {
            string[] M(TextReader r) { var line = r.ReadLine() ?? ""; return {|GB0603:line.Split(',')|}; }
            IEnumerable<string> N(string p) => File.ReadLines(p).Select(l => {|GB0603:l.Split(';')|}[0]);
            string[] O(string setting) => setting.Split(',');
            string[] P(TextReader r) => (r.ReadLine() ?? "").Split(' ');
        }
        """);

    [Fact]
    public Task Work_that_grows_with_the_items_is_reported() => Verify.ReportsAsync("""
        class C
        {
            string M(string[] rows) { var text = ""; foreach (var row in rows) {|GB0604:text += row|}; return text; }
            List<string> N(string[] rows) { var seen = new List<string>(); foreach (var row in rows) if (!{|GB0604:seen.Contains(row)|}) seen.Add(row); return seen; }
            HashSet<string> O(string[] rows) { var seen = new HashSet<string>(); foreach (var row in rows) if (!seen.Contains(row)) seen.Add(row); return seen; }
            string P() { var text = ""; for (var i = 0; i < 3; i++) text += i; return text; }
        }
        """);
}
