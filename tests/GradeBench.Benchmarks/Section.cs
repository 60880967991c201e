namespace GradeBench.Benchmarks;

/// <summary>Figures that are measured together and can be asked for alone.</summary>
/// <param name="Option">What asks for them, for example <c>--cohorts</c>.</param>
/// <param name="About">What they are, for the list of options.</param>
/// <param name="MeasureAsync">Measures; told whether few samples are enough.</param>
internal sealed record Section(string Option, string About, Func<bool, CancellationToken, Task<IReadOnlyList<Figure>>> MeasureAsync);
