namespace GradeBench.Benchmarks;

/// <summary>One measured number beside its budget.</summary>
/// <param name="Budget">What was promised, in words; empty for a number that is only told.</param>
/// <param name="Value">The number, for programs.</param>
/// <param name="Text">The number, for people.</param>
internal sealed record Figure(string Name, string Budget, double Value, string Text, Verdict Verdict);

internal enum Verdict
{
    /// <summary>No budget: told for comparison.</summary>
    Told,

    Met,
    Missed,

    /// <summary>Not measured in this run; the text says why.</summary>
    Skipped,
}
