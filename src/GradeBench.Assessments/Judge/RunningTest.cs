using System.Collections.Concurrent;
using GradeBench.Protocol;
using Xunit.Sdk;
using Xunit.v3;

namespace GradeBench.Assessments.Judge;

/// <summary>One hidden test while it runs: what its <see cref="Candidate{T}"/> may do, its limit, and what became of it.</summary>
internal sealed class RunningTest(CandidateSession session, ulong seed, TimeSpan limit)
{
    // After the limit the host is gone and every wait on it has failed; a test that still does not return is left behind.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentBag<CandidateContext> _contexts = [];

    /// <summary>How far the test has moved its clocks so far.</summary>
    public TimeSpan VirtualTime => new(_contexts.Sum(context => context.Clock.Elapsed.Ticks));

    /// <summary>Runs all cases of a test, until one does not pass.</summary>
    public async Task<TestResult> RunAsync(HiddenTest test, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(() => RunCasesAsync(test, ending), CancellationToken.None);
        try
        {
            return await running.WaitAsync(limit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await session.KillAsync().ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(running, Task.Delay(Grace, TimeProvider.System, cancellationToken)).ConfigureAwait(false);
            return new TestResult(TestVerdict.TimedOut, $"Not finished within the test's limit of {limit.TotalSeconds:0} s.", TimedOut: true);
        }
    }

    /// <summary>
    /// Ends the ports the test opened, and then its objects. In this order, because what is still connected reacts to losing
    /// its connection: whether the host is quiet is asked after that, or the next test would have it going on beside itself.
    /// </summary>
    public async Task<ReleaseReport> ReleaseAsync(CancellationToken cancellationToken)
    {
        var (quiet, unobserved) = (true, new List<string>());
        foreach (var port in _contexts.SelectMany(context => context.TakePorts())) await port.CloseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var made in _contexts.SelectMany(context => context.TakeObjects()))
        {
            var report = await made.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            quiet &= report.Quiet;
            unobserved.AddRange(report.Unobserved);
        }

        return new ReleaseReport(quiet, unobserved);
    }

    private async Task<TestResult> RunCasesAsync(HiddenTest test, CancellationTokenSource ending)
    {
        TestContext.SetForInitialization(null, diagnosticMessages: false, internalDiagnosticMessages: false);
        foreach (var @case in test.Cases)
        {
            using var messages = new FailureCollector();
            await XunitRunnerHelper.RunXunitTestCase(
                @case, messages, ending, new ExceptionAggregator(), ExplicitOption.Off, [.. Arguments(@case.TestMethod.TestClass.Class, ending.Token)])
                .ConfigureAwait(false);
            if (messages.Result is { Verdict: not TestVerdict.Passed } result) return result;
        }

        return new TestResult(TestVerdict.Passed, null);
    }

    // A test class takes Candidate<T> in its constructor; nothing else is offered.
    private IEnumerable<object> Arguments(Type testClass, CancellationToken cancellationToken)
    {
        foreach (var parameter in testClass.GetConstructors().Single().GetParameters())
        {
            var context = new CandidateContext(session, seed, cancellationToken);
            _contexts.Add(context);
            yield return context.MakeCandidate(parameter.ParameterType);
        }
    }
}

/// <summary>How the judged code of a test ended.</summary>
internal sealed record TestResult(TestVerdict Verdict, string? Detail, bool TimedOut = false);
