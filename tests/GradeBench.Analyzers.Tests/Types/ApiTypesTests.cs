using GradeBench.Analyzers.Tests.Verification;

namespace GradeBench.Analyzers.Tests.Types;

public sealed class ApiTypesTests
{
    [Fact]
    public Task Tuples_that_say_nothing_are_reported() => Verify.ReportsAsync("""
        public class C
        {
            public (int, int) {|GB0406:Pair|}() => (1, 2);
            public void Take(List<(string Name, int)> {|GB0406:items|}) { }
            public (int A, int B, int C, int D) {|GB0406:Wide|} { get; }
            public (int Low, int High) Named() => (1, 2);
            private (int, int) Hidden() => (1, 2);
        }
        """);

    [Fact]
    public Task Dictionaries_in_place_of_records_are_reported_once() => Verify.ReportsAsync("""
        public class C
        {
            public Dictionary<string, object> {|GB0407:Load|}() => new();
            private readonly IDictionary<string, object?> {|GB0407:_state|} = new Dictionary<string, object?>();
            public Dictionary<string, int> Counts() => new();
            public string? Show() { var {|GB0407:d|} = new Dictionary<string, object> { ["a"] = 1 }; return d["a"].ToString(); }
            public void Hand() { var tags = new Dictionary<string, object>(); Console.WriteLine(tags); }
        }
        """, "GB0402");

    [Fact]
    public Task A_var_that_nothing_explains_is_reported() => Verify.ReportsAsync("""
        class C
        {
            decimal Process(int n) => n;
            bool IsLarge(int n) => n > 3;
            async Task<long> LoadAsync() { await Task.Yield(); return 3; }
            async Task M()
            {
                var {|GB0408:data|} = Process(3);
                var {|GB0408:x|} = await LoadAsync();
                var amount = Process(4);
                var result = IsLarge(5);
                var value = int.Parse("3");
                Console.WriteLine($"{data} {x} {amount} {result} {value}");
            }
        }
        """);
}
