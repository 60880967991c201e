using GradeBench.Rubrics;

namespace GradeBench.Web.Tests.Support;

/// <summary>Evidence as a run would have left it.</summary>
internal static class Samples
{
    public const string SecretDetail = "Expected: [1, 2, 4] Received: [1, 2, 2]";

    public static Evidence Evidence() => new()
    {
        Assessment = "task-runner",
        PackVersion = "0123456789ab",
        Language = "csharp",
        Compile = new CompileEvidence(true, []),
        Behaviours =
        [
            new("order.results", "Gives the outcomes in order", BehaviourVerdict.Passed, null, null),
            new("failures.isolated", "A failing task leaves the others alone", BehaviourVerdict.Failed, "A task after the failing one was not run.", SecretDetail),
        ],
        Findings = [new Finding("GB0301", "shared-state", "The field '_total' is changed without protection.", new CodeSpan("Runner.cs", 2, 1, 2, 2))],
        Conditions = new RunConditions(4711, "cgroup-v2", ".NET 10"),
    };

    public static Evidence NotCompiled() => Evidence() with
    {
        Compile = new CompileEvidence(false, [new CompilerDiagnostic("CS0535", DiagnosticSeverity.Error, "'Runner' does not implement 'ITaskRunner'", new CodeSpan("Runner.cs", 1, 1, 1, 5))]),
        Behaviours = [],
        Findings = [],
    };
}
