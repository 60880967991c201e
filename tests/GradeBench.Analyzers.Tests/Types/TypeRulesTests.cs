using GradeBench.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.Tests.Types;

public sealed class TypeRulesTests
{
    [Fact]
    public Task Dynamic_is_reported() => Verify.ReportsAsync("""
        class C
        {
            private {|GB0401:dynamic|} _row = 1;
            public {|GB0401:dynamic|} M(List<{|GB0401:dynamic|}> rows) { {|GB0401:dynamic|} first = rows[0]; return first; }
            private int dynamic() => 1;
        }
        """);

    [Fact]
    public Task Object_in_an_api_is_reported() => Verify.ReportsAsync("""
        public class C
        {
            public object {|GB0402:Get|}(string key) => key;
            internal void Put(string key, object? {|GB0402:value|}) { }
            public Dictionary<string, object> {|GB0407:Bag|} { get; } = [];
        }
        """);

    [Fact]
    public Task Object_that_others_prescribe_is_fine() => Verify.SilentAsync("GB0402", """
        public class C : IComparable, IDisposable
        {
            private readonly object _gate = new();
            public readonly object Gate = new();
            private Timer? _timer;
            public override bool Equals(object? obj) { lock (_gate) { lock (Gate) return obj is C; } }
            public override int GetHashCode() => 0;
            public int CompareTo(object? obj) => 0;
            public void OnTick(object? state) { }
            public void Start() => _timer = new Timer(OnTick);
            public void OnChanged(object? sender, EventArgs e) { }
            private object Private() => 1;
            public T Generic<T>(T value) => value;
            public void Dispose() => _timer?.Dispose();
        }
        """);

    [Fact]
    public Task Collections_without_element_types_are_reported_once() => Verify.ReportsAsync("""
        using System.Collections;
        class C
        {
            private readonly {|GB0403:Hashtable|} _map = new Hashtable();
            {|GB0403:ArrayList|} M() { var list = new {|GB0403:ArrayList|}(); return list; }
        }
        class Numbers : IEnumerable<int>
        {
            public IEnumerator<int> GetEnumerator() { yield return 1; }
            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
            static bool IsMany(object o) => o is IEnumerable;
        }
        """);

    [Fact]
    public Task An_unproved_null_forgiving_mark_is_reported() => Verify.ReportsAsync("""
        class C
        {
            private string _late = null{|GB0405:!|};
            string M(string? s) => s{|GB0405:!|};
            string N(string? s) { if (s is null) return ""; return s!; }
            string O(string s) => s!;
            string P(Dictionary<int, string> d) => d.FirstOrDefault(x => x.Key == 1).Value!;
        }
        """);

    [Theory]
    [InlineData("enabled", "class C { }")]
    [InlineData("disabled", "#nullable disable\nclass C { }")]
    [InlineData("disabled", "#pragma warning disable CS8600\nclass C { }")]
    [InlineData("enabled", "#pragma warning disable CS0168\nclass C { }")]
    [InlineData("enabled", "#nullable enable\nclass C { }")]
    public async Task Null_checks(string value, string source) => Assert.Equal(value, (await Verify.FactOf("types.nullable", source)).Value);

    [Fact]
    public async Task A_project_without_null_checks_is_seen() =>
        Assert.Equal("disabled", (await Verify.FactOf("types.nullable", "class C { }", NullableContextOptions.Disable)).Value);

    [Theory]
    [InlineData("1", "class C { public int A(string s, List<int> l) => 1; private string _x = \"\"; }")]
    [InlineData("0.5", "class C { public int A(object o) => 1; }")]
    [InlineData("0", "class C { dynamic A(dynamic o) => o; }")]
    [InlineData("0.5", "#nullable disable\nclass C { public int A(string s) => 1; }")]
    public async Task The_share_of_types_that_say_something(string expected, string source)
    {
        var measure = Assert.Single((await Verify.RunAsync(source)).Select(ReportedMeasure.From).OfType<ReportedMeasure>());

        Assert.Equal((FactCatalogue.TypingAnnotated, decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), "ratio"), (measure.Id, measure.Value, measure.Unit));
    }
}
