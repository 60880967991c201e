using System.Collections.Concurrent;
using System.Diagnostics;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// Runs one test after the other on a host it keeps as long as that is good: a host that ended, tampered, hung or did not
/// come to rest is replaced, and every test gets new objects.
/// </summary>
internal sealed class TestLane(
    CandidatePayload payload, ICandidateHosts hosts, ulong seed, TimeSpan loadLimit, ConcurrentQueue<string> notes) : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(2);
    private const int ConsoleCharacters = 4096;

    // A host's processor time is limited over its whole life. One that has used much of it gets no further test: whether a
    // test passes must not depend on what the tests before it used up.
    private static readonly TimeSpan WornOut = TimeSpan.FromSeconds(4);

    private CandidateSession? _session;

    /// <exception cref="HostUnavailableException">The sandbox broke.</exception>
    public async Task<BehaviourOutcome> RunAsync(HiddenTest test, CancellationToken cancellationToken)
    {
        if (test.NeedsFreshHost || _session?.ReadCpuTime() > WornOut) await ReplaceAsync().ConfigureAwait(false);

        var started = Stopwatch.GetTimestamp();
        var decision = await RunOnceAsync(test, cancellationToken).ConfigureAwait(false);
        if (test.NeedsFreshHost) await ReplaceAsync().ConfigureAwait(false);

        // When a process collects its memory is nobody's doing. What measures a process counts against a submission only if
        // a second process shows it as well (ADR 0049).
        if (test.NeedsFreshHost && decision.Verdict == TestVerdict.Failed)
        {
            decision = await RunOnceAsync(test, cancellationToken).ConfigureAwait(false);
            await ReplaceAsync().ConfigureAwait(false);
        }

        return new BehaviourOutcome(
            test.Behaviour.Id,
            test.Behaviour.Title,
            decision.Verdict,
            decision.Verdict == TestVerdict.Passed ? null : VerdictText.ForCandidate(test.Behaviour, decision.Verdict),
            decision.Detail,
            decision.Console,
            Stopwatch.GetElapsedTime(started))
        { VirtualTime = decision.VirtualTime };
    }

    public async ValueTask DisposeAsync() => await ReplaceAsync().ConfigureAwait(false);

    private async Task<Decision> RunOnceAsync(HiddenTest test, CancellationToken cancellationToken) =>
        await StartAsync(cancellationToken).ConfigureAwait(false) ?? await DecideAsync(test, cancellationToken).ConfigureAwait(false);

    // A submission that cannot even be loaded decides the test; null when it is loaded.
    private async Task<Decision?> StartAsync(CancellationToken cancellationToken)
    {
        if (_session is not null) return null;

        _session = await AttachAsync(cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(loadLimit);
        try
        {
            await _session.LoadAsync(payload, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is ContractException or HostLostException or OperationCanceledException)
        {
            var console = ConsoleText.Tail(_session.ReadConsole(), ConsoleCharacters);
            await ReplaceAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return e switch
            {
                ContractException => new Decision(TestVerdict.Failed, e.Message, console),
                HostLostException lost => Decision.Of(lost.Loss, console),
                _ => new Decision(TestVerdict.TimedOut, $"Loading the submission took longer than {loadLimit.TotalSeconds:0} s.", console),
            };
        }
    }

    private async Task<CandidateSession> AttachAsync(CancellationToken cancellationToken)
    {
        var connection = await hosts.LeaseAsync(cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadyLimit);
        try
        {
            return await CandidateSession.AttachAsync(connection, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HostUnavailableException or OperationCanceledException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (e is HostUnavailableException) throw;
            throw new HostUnavailableException($"A candidate host was not ready within {ReadyLimit.TotalSeconds:0} s.", e);
        }
    }

    private async Task<Decision> DecideAsync(HiddenTest test, CancellationToken cancellationToken)
    {
        var (session, running) = (_session!, new RunningTest(_session!, seed, TimeSpan.FromSeconds(test.Behaviour.LimitSeconds)));
        var decision = await DecideAsync(test, session, running, cancellationToken).ConfigureAwait(false);
        return decision with { VirtualTime = running.VirtualTime };
    }

    private async Task<Decision> DecideAsync(HiddenTest test, CandidateSession session, RunningTest running, CancellationToken cancellationToken)
    {
        var consoleBefore = session.ReadConsole().Length;
        var result = await running.RunAsync(test, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var clean = !result.TimedOut && await ReleaseAsync(running, cancellationToken).ConfigureAwait(false);
        var console = ConsoleText.Tail(ConsoleText.Since(session.ReadConsole(), consoleBefore), ConsoleCharacters);

        if (clean && !session.Lost.IsCompleted) return new Decision(result.Verdict, result.Detail, console);

        // Read before the host is killed here, or it would look as if we had ended it.
        var loss = session.Lost.IsCompleted ? await session.Lost.ConfigureAwait(false) : null;
        await ReplaceAsync().ConfigureAwait(false);
        if (result.TimedOut) return new Decision(TestVerdict.TimedOut, result.Detail, console);
        return loss is null ? new Decision(result.Verdict, result.Detail, console) : Decision.Of(loss, console, result.Detail);
    }

    // False when the host is not to be used again.
    private async Task<bool> ReleaseAsync(RunningTest test, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReleaseLimit);
        try
        {
            var report = await test.ReleaseAsync(limit.Token).ConfigureAwait(false);
            foreach (var exception in report.Unobserved) notes.Enqueue($"Nobody awaited a task that failed with {exception}");
            return report.Quiet;
        }
        catch (Exception e) when (e is HostLostException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReplaceAsync()
    {
        if (_session is not { } session) return;

        _session = null;
        await hosts.EndAsync(session).ConfigureAwait(false);
    }
}
