using System.Collections.Concurrent;

namespace GradeBench.Assessments.Judge;

/// <summary>
/// Runs the hidden tests of a pack against one submission, in this process: tests here, submission in its hosts. Runs
/// may overlap; they share nothing.
/// </summary>
/// <param name="suite">The tests.</param>
/// <param name="payload">The submission.</param>
/// <param name="hosts">Where hosts come from.</param>
public sealed class HiddenTestRun(HiddenTestSuite suite, CandidatePayload payload, ICandidateHosts hosts)
{
    /// <summary>Seed of the order of the tests, and of the inputs they make.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many tests run at the same time, each with a host of its own: 1 to 16. The default is 1.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>
    /// How many lanes there may be when tests were waited for in vain: each that was adds one, since a submission that hangs in
    /// one test mostly does in more, and waiting costs no processor time. Up to 16; by default none is added.
    /// </summary>
    public int MostLanes { get; init; }

    /// <summary>Wall-clock limit for loading the submission into a host that is ready. The default is 10 seconds.</summary>
    public TimeSpan LoadLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Wall-clock time that tests which reach their limit may take together; the default is 3 minutes. When it is used up the
    /// tests not yet run count as timed out, so that a submission which never answers ends in bounded time. Only tests that
    /// timed out count: one that answers is never cut short, however busy the machine is.
    /// </summary>
    public TimeSpan WaitedInVainLimit { get; init; } = TimeSpan.FromMinutes(3);

    // Nearly all tests that fail do so in less; only how long a verdict takes depends on it.
    private static readonly TimeSpan WaitedFor = TimeSpan.FromSeconds(1);

    /// <summary>Runs every test once and reports each as soon as it is decided.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; nothing is decided.</exception>
    public async Task<HiddenTestOutcome> RunAsync(IProgress<BehaviourOutcome>? progress, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<HiddenTest>(TestOrder.Shuffle(suite.Tests, Seed));
        var decided = new ConcurrentDictionary<string, BehaviourOutcome>();
        var notes = new ConcurrentQueue<string>();
        var waitedInVain = 0L;
        var lanes = Math.Clamp(Lanes, 1, 16);

        using var faulted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var first = Enumerable.Range(0, lanes).Select(_ => Task.Run(RunLaneAsync, CancellationToken.None));
            await Task.WhenAll(first).ConfigureAwait(false);
        }
        catch (HostUnavailableException e)
        {
            return new HiddenTestOutcome.Faulted(e.Message, [.. decided.Values]);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new HiddenTestOutcome.Completed([.. suite.Tests.Select(t => decided[t.Behaviour.Id])], [.. notes.Distinct()]);

        async Task RunLaneAsync()
        {
            await using var lane = new TestLane(payload, hosts, Seed, LoadLimit, notes);
            var added = new List<Task>();
            try
            {
                while (!faulted.IsCancellationRequested && waiting.TryDequeue(out var test))
                {
                    var outcome = Interlocked.Read(ref waitedInVain) >= WaitedInVainLimit.Ticks
                        ? NotTried(test)
                        : await lane.RunAsync(test, faulted.Token).ConfigureAwait(false);
                    if (outcome.Verdict == TestVerdict.TimedOut) Interlocked.Add(ref waitedInVain, outcome.Duration.Ticks);
                    decided[outcome.Id] = outcome;
                    progress?.Report(outcome);
                    if (outcome.Verdict != TestVerdict.Passed && outcome.Duration > WaitedFor && !waiting.IsEmpty && TryAddLane())
                        added.Add(Task.Run(RunLaneAsync, CancellationToken.None));
                }
            }
            catch (HostUnavailableException)
            {
                // One fault ends the run, so the other lanes need not go on.
                await faulted.CancelAsync().ConfigureAwait(false);
                throw;
            }
            catch (OperationCanceledException) when (faulted.IsCancellationRequested)
            {
                // Another lane's fault, or the caller: whoever caused it says so.
            }
            finally
            {
                await Task.WhenAll(added).ConfigureAwait(false);
            }
        }

        bool TryAddLane()
        {
            if (Interlocked.Increment(ref lanes) <= Math.Min(MostLanes, 16)) return true;

            Interlocked.Decrement(ref lanes);
            return false;
        }
    }

    private BehaviourOutcome NotTried(HiddenTest test) => new(
        test.Behaviour.Id,
        test.Behaviour.Title,
        TestVerdict.TimedOut,
        VerdictText.ForCandidate(test.Behaviour, TestVerdict.TimedOut),
        $"Not tried: the tests before it that reached their limits had taken {WaitedInVainLimit.TotalMinutes:0.##} min together.",
        "",
        TimeSpan.Zero);
}
