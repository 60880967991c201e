using GradeBench.Cli.Output;
using GradeBench.Core.Intake;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Tests;

/// <summary>Results as they come out of storage, and how they read at 80 columns without colour.</summary>
internal static class StoredResult
{
    private const string RunnerText = """
        using GradeBench.Contracts.TaskRunner;

        public sealed class Runner(TaskRunnerOptions options) : ITaskRunner
        {
            private long _total;

            public void Count() => _total++;

            public void Swallow()
            {
                try { Work(); } catch { }
            }
        }
        """;

    private static readonly string RubricText = File.ReadAllText(Repository.Path("tests", "GradeBench.Cli.Tests", "Golden", "rubric.yaml"));

    public static GradedSubmission Racy(string file = "src/Runner.cs", string message = "The field `_total` is changed by several workers without protection.") => Scored(file, new Evidence
    {
        Assessment = "sample",
        PackVersion = "4f0c2ab91d37",
        Language = "csharp",
        Compile = new CompileEvidence(true, []),
        Behaviours =
        [
            Passed("results.order", "Outcomes come in the order of the tasks"),
            Passed("results.zero", "No tasks give no outcomes"),
            new("total.exact", "Counts every finished task once", BehaviourVerdict.Failed,
                "After many calls at once, the total was lower than the number of tasks.", "Expected: 4000\nActual:   3871"),
            new("dispose.running", "Can be disposed while tasks run", BehaviourVerdict.TimedOut, "Disposing did not return.", null),
        ],
        Facts = [new("counter.safety", "racy", message, [At(file, 7, 28)])],
        Findings =
        [
            new("GB0301", "shared-state", message, At(file, 7, 28)),
            new("GB0201", "exceptions", "The catch block is empty, so nobody learns that the work failed.", At(file, 11, 25)),
        ],
        Flags = ["unsafe code used"],
        Conditions = new RunConditions(42, "cgroup-v2", ".NET 10.0.12"),
    });

    public static GradedSubmission NotCompiling() => Scored("src/Runner.cs", new Evidence
    {
        Assessment = "sample",
        PackVersion = "4f0c2ab91d37",
        Language = "csharp",
        Compile = new CompileEvidence(false,
        [
            new("CS0535", DiagnosticSeverity.Error, "'Runner' does not implement interface member 'ITaskRunner.RunAsync(IReadOnlyList<WorkItem>, CancellationToken)'", At("src/Runner.cs", 3, 50)),
            new("CS0103", DiagnosticSeverity.Error, "The name 'Work' does not exist in the current context", At("src/Runner.cs", 11, 15)),
            new("CS8618", DiagnosticSeverity.Warning, "Non-nullable field must contain a value", null),
        ]),
        Conditions = new RunConditions(42, "rlimit", ".NET 10.0.12"),
    });

    public static string Show(GradedSubmission graded)
    {
        using var text = new StringWriter();
        new ScorecardReport(Terminal.Plain(text)).Write(graded);
        return text.ToString();
    }

    private static GradedSubmission Scored(string file, Evidence evidence) => new(
        "racy-counter",
        new IntakeResult.Accepted("csharp", [new SourceFile(file, RunnerText, new string('1', 64))],
            [new IgnoredEntry("bin/", "build output", 3), new IgnoredEntry("README.md", "text for people", 1)], default, new string('a', 64)),
        evidence,
        Scorer.Score(evidence, RubricLoader.Load(RubricText, "rubric.yaml").OrThrow()),
        null);

    private static BehaviourResult Passed(string id, string title) => new(id, title, BehaviourVerdict.Passed, null, null);

    private static CodeSpan At(string file, int line, int column) => new(file, line, column, line, column + 8);
}
