using GradeBench.Assessments;
using GradeBench.Assessments.Judge;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>Runs a pack's hidden tests against a compiled submission and turns what they decided into evidence.</summary>
internal sealed class HiddenTests(AssessmentPack pack, int lanes, int mostLanes)
{
    /// <summary>Finds the pack's tests; known after the first time in a process.</summary>
    public Task<HiddenTestSuite> DiscoverAsync() =>
        HiddenTestSuite.DiscoverAsync(pack.HiddenTests[0].Assembly, pack.HiddenTests[0].Namespace!);

    /// <returns>One result per behaviour in the pack's order, and notes for a reviewer.</returns>
    /// <exception cref="GradingFaultException">The sandbox or the judge broke.</exception>
    public async Task<(IReadOnlyList<BehaviourResult> Behaviours, IReadOnlyList<string> Notes)> RunAsync(
        byte[] assembly, ulong seed, ICandidateHosts hosts, StageReport stages, CancellationToken cancellationToken)
    {
        // A pack may be narrowed to some of its behaviours; only those are tested then.
        var suite = (await DiscoverAsync()).Only(pack.Behaviours.Select(behaviour => behaviour.Id));
        var total = pack.Behaviours.Count;
        stages.Begin(GradingStage.Testing, total);
        var run = new HiddenTestRun(suite, CandidatePayload.OfAssembly(pack.Contract, assembly), hosts)
        {
            Seed = seed,
            Lanes = lanes,
            MostLanes = mostLanes,
            WaitedInVainLimit = pack.Limits.Run,
        };

        var outcome = await run.RunAsync(new Counter(stages, total), cancellationToken);
        stages.EndTests();
        return outcome switch
        {
            HiddenTestOutcome.Completed completed => (InPackOrder(completed.Behaviours), [.. completed.Notes.Concat(Interference(completed.Behaviours)).Select(StorableText.Clean)]),
            HiddenTestOutcome.Faulted faulted => throw new GradingFaultException(faulted.Reason),
            _ => throw new InvalidOperationException("A closed set of cases grew."),
        };
    }

    private List<BehaviourResult> InPackOrder(IReadOnlyList<BehaviourOutcome> outcomes)
    {
        var byId = outcomes.ToDictionary(o => o.Id, StringComparer.Ordinal);
        // Without an outcome for each behaviour there is no evidence; that it is missing can only be our fault.
        return [.. pack.Behaviours.Select(b => byId.TryGetValue(b.Id, out var outcome)
            ? Result(outcome)
            : throw new GradingFaultException($"The hidden tests decided nothing about `{b.Id}`."))];
    }

    private static BehaviourResult Result(BehaviourOutcome outcome) => new(
        outcome.Id, outcome.Title, Verdict(outcome.Verdict),
        outcome.CandidateSentence, outcome.Detail is { } detail ? StorableText.Clean(detail) : null)
    {
        Console = outcome.Console.Length > 0 ? StorableText.Clean(outcome.Console) : null,
    };

    private static IEnumerable<string> Interference(IReadOnlyList<BehaviourOutcome> outcomes) =>
        outcomes.Any(o => o.Verdict == TestVerdict.ProtocolViolation) ? ["tampered with the connection to the judge"] : [];

    private static BehaviourVerdict Verdict(TestVerdict verdict) => verdict switch
    {
        TestVerdict.Passed => BehaviourVerdict.Passed,
        TestVerdict.Failed => BehaviourVerdict.Failed,
        TestVerdict.Died => BehaviourVerdict.Died,
        TestVerdict.TimedOut => BehaviourVerdict.TimedOut,
        TestVerdict.MemoryLimit => BehaviourVerdict.MemoryLimit,
        TestVerdict.OutputLimit => BehaviourVerdict.OutputLimit,
        TestVerdict.ProcessLimit => BehaviourVerdict.ProcessLimit,
        TestVerdict.ProtocolViolation => BehaviourVerdict.ProtocolViolation,
        _ => throw new InvalidOperationException("A closed set of cases grew."),
    };

    // Lanes decide at the same time; whoever watches sees one count that only rises.
    private sealed class Counter(StageReport stages, int total) : IProgress<BehaviourOutcome>
    {
        private readonly Lock _gate = new();
        private int _done;

        public void Report(BehaviourOutcome value)
        {
            stages.Decided(value.Id, value.Duration, value.VirtualTime);
            lock (_gate) stages.Report(GradingStage.Testing, ++_done, total);
        }
    }
}
