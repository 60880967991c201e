using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

namespace GradeBench.Assessments.Judge;

/// <summary>The hidden tests of one pack: the xunit facts of a namespace that carry <see cref="BehaviourAttribute"/>. Discovered once per process.</summary>
public sealed class HiddenTestSuite
{
    private static readonly ConcurrentDictionary<(Assembly, string), Lazy<Task<HiddenTestSuite>>> Known = new();

    private HiddenTestSuite(IReadOnlyList<HiddenTest> tests) => Tests = tests;

    /// <summary>What the pack judges, ordered by id; nothing runs to find it out.</summary>
    public IReadOnlyList<BehaviourAttribute> Behaviours => [.. Tests.Select(t => t.Behaviour)];

    internal IReadOnlyList<HiddenTest> Tests { get; }

    /// <summary>The tests of these behaviours alone.</summary>
    /// <param name="behaviours">Ids; one that no test decides adds nothing.</param>
    public HiddenTestSuite Only(IEnumerable<string> behaviours)
    {
        var wanted = behaviours.ToHashSet(StringComparer.Ordinal);
        return new HiddenTestSuite([.. Tests.Where(test => wanted.Contains(test.Behaviour.Id))]);
    }

    /// <exception cref="InvalidOperationException">A test has no behaviour, a behaviour has two tests, or the namespace has none: the pack is wrong.</exception>
    public static Task<HiddenTestSuite> DiscoverAsync(Assembly assembly, string testNamespace) =>
        Known.GetOrAdd((assembly, testNamespace), key => new(() => FindAsync(key.Item1, key.Item2))).Value;

    private static async Task<HiddenTestSuite> FindAsync(Assembly assembly, string testNamespace)
    {
        var cases = new List<IXunitTestCase>();
        TestContext.SetForInitialization(null, diagnosticMessages: false, internalDiagnosticMessages: false);
        await using var framework = new XunitTestFramework();
        await framework.GetDiscoverer(assembly).Find(
            found =>
            {
                cases.Add((IXunitTestCase)found);
                return new(true);
            },
            new DiscoveryOptions(),
            [.. assembly.GetTypes().Where(t => t.Namespace == testNamespace && t is { IsClass: true, IsNested: false, IsAbstract: false })]);

        HiddenTest[] tests = [.. cases.GroupBy(c => c.TestMethod.Method).Select(g => Describe(g.Key, [.. g])).OrderBy(t => t.Behaviour.Id, StringComparer.Ordinal)];
        var twice = tests.GroupBy(t => t.Behaviour.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new InvalidOperationException($"The behaviour {twice.Key} of {testNamespace} has {twice.Count()} tests; it needs exactly one.");
        if (tests.Length == 0) throw new InvalidOperationException($"{testNamespace} has no hidden tests.");
        return new HiddenTestSuite(tests);
    }

    private static HiddenTest Describe(MethodInfo method, IReadOnlyList<IXunitTestCase> cases) =>
        method.GetCustomAttribute<BehaviourAttribute>() is { } behaviour
            ? new HiddenTest(behaviour, method.IsDefined(typeof(FreshHostAttribute)), cases)
            : throw new InvalidOperationException($"The hidden test {method.DeclaringType!.Name}.{method.Name} has no [Behaviour].");
}
