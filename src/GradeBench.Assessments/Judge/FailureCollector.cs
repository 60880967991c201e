using Xunit.Sdk;
using Xunit.v3;

namespace GradeBench.Assessments.Judge;

/// <summary>Listens to xunit for how one test case ended. Absence of a result is a failure.</summary>
internal sealed class FailureCollector : IMessageBus
{
    private const int DetailCharacters = 2000;

    public TestResult Result { get; private set; } = new(TestVerdict.Failed, "The test did not report a result.");

    public bool QueueMessage(IMessageSinkMessage message)
    {
        Result = message switch
        {
            ITestPassed => new TestResult(TestVerdict.Passed, null),
            ITestFailed failed => Failed(failed),
            ITestSkipped skipped => new TestResult(TestVerdict.Failed, $"The test was skipped: {skipped.Reason}"),
            _ => Result,
        };
        return true;
    }

    public void Dispose()
    {
    }

    private static TestResult Failed(ITestFailed failed)
    {
        var type = failed.ExceptionTypes.FirstOrDefault() ?? "";
        var text = string.Join("\n", failed.ExceptionTypes.Zip(failed.Messages, (t, m) => IsAssertion(t) ? m : $"{t}: {m}"));
        var verdict = type == typeof(OutputLimitException).FullName ? TestVerdict.OutputLimit
            : type == typeof(MemoryLimitException).FullName ? TestVerdict.MemoryLimit
            : TestVerdict.Failed;
        return new TestResult(verdict, text.Length <= DetailCharacters ? text : $"{text[..DetailCharacters]}…");
    }

    private static bool IsAssertion(string? type) => type?.StartsWith("Xunit.Sdk.", StringComparison.Ordinal) == true;
}
