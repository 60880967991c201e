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

    /// <summary>Wall-clock limit for loading the submission into a host that is ready. The default is 10 seconds.</summary>
    public TimeSpan LoadLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs every test once and reports each as soon as it is decided.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; nothing is decided.</exception>
    public async Task<HiddenTestOutcome> RunAsync(IProgress<BehaviourOutcome>? progress, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<HiddenTest>(TestOrder.Shuffle(suite.Tests, Seed));
        var decided = new ConcurrentDictionary<string, BehaviourOutcome>();
        var notes = new ConcurrentQueue<string>();

        using var faulted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var lanes = Enumerable.Range(0, Math.Clamp(Lanes, 1, 16)).Select(_ => Task.Run(() => RunLaneAsync(), CancellationToken.None));
            await Task.WhenAll(lanes).ConfigureAwait(false);
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
            try
            {
                while (!faulted.IsCancellationRequested && waiting.TryDequeue(out var test))
                {
                    var outcome = await lane.RunAsync(test, faulted.Token).ConfigureAwait(false);
                    decided[outcome.Id] = outcome;
                    progress?.Report(outcome);
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
        }
    }
}
