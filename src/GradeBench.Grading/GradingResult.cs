using System.Collections.Immutable;
using GradeBench.Rubrics;

namespace GradeBench.Grading;

/// <summary>How a grading ended: exactly one of the nested cases.</summary>
public abstract record GradingResult
{
    private GradingResult()
    {
    }

    /// <summary>The submission was graded, however good or bad it is: not compiling is a grade too.</summary>
    /// <param name="Times">Where the time went.</param>
    public sealed record Graded(Evidence Evidence, Scorecard Scorecard, GradingTimes Times) : GradingResult;

    /// <summary>We failed, not the submission. There is no score; grade it again, and show an admin what keeps failing.</summary>
    /// <param name="Reason">What happened and what to do, for an operator. Holds nothing a submission wrote.</param>
    public sealed record Faulted(string Reason) : GradingResult;
}

/// <summary>Where the time of one grading went. Kept apart from the evidence, because it differs from run to run.</summary>
/// <param name="Total">From the call to the scorecard.</param>
/// <param name="Compiling">Waiting for the compiler host's answer, analysis included.</param>
/// <param name="Testing">Running the hidden tests.</param>
/// <param name="HostCpu">CPU time of all sandboxed hosts that worked on it, their start included, up to the scorecard.</param>
public sealed record GradingTimes(TimeSpan Total, TimeSpan Compiling, TimeSpan Testing, TimeSpan HostCpu)
{
    /// <summary>Wall-clock time of each hidden test, by the id of its behaviour. Empty when nothing was tested.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Tests { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>How far the hidden tests moved their virtual clocks together: what would have been waited on a real one.</summary>
    public TimeSpan Virtual { get; init; }
}
