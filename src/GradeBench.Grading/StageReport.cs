using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace GradeBench.Grading;

/// <summary>Keeps the time of one grading and tells whoever watches.</summary>
internal sealed class StageReport(IProgress<GradingProgress>? progress, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<GradingStage, TimeSpan> _began = [];
    private readonly ConcurrentDictionary<string, TimeSpan> _tests = new(StringComparer.Ordinal);
    private TimeSpan _testing;
    private long _virtual;

    public void Begin(GradingStage stage, int total = 0)
    {
        _began[stage] = Elapsed;
        Report(stage, 0, total);
    }

    public void Report(GradingStage stage, int done, int total) => progress?.Report(new GradingProgress(stage, done, total, Elapsed));

    /// <summary>A hidden test was decided after <paramref name="duration"/>, during which its clock moved by <paramref name="virtualTime"/>.</summary>
    public void Decided(string behaviour, TimeSpan duration, TimeSpan virtualTime)
    {
        _tests[behaviour] = duration;
        Interlocked.Add(ref _virtual, virtualTime.Ticks);
    }

    public void EndTests() => _testing = Elapsed - _began[GradingStage.Testing];

    public GradingTimes Times(TimeSpan hostCpu) => new(
        Elapsed, Between(GradingStage.Compiling, GradingStage.Analysing), _testing, hostCpu)
    {
        Tests = _tests.ToImmutableDictionary(),
        Virtual = new TimeSpan(Interlocked.Read(ref _virtual)),
    };

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    private TimeSpan Between(GradingStage from, GradingStage to) =>
        _began.TryGetValue(from, out var began) && _began.TryGetValue(to, out var ended) ? ended - began : TimeSpan.Zero;
}
