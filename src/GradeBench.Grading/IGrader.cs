namespace GradeBench.Grading;

/// <summary>Grades one submission. An interface because the worker's own tests need a grader that faults on command.</summary>
public interface IGrader
{
    /// <summary>Compiles, analyses, tests and scores. Safe to call many times at once.</summary>
    /// <param name="progress">Told when a stage begins and after each hidden test, from any thread; null when nobody watches.</param>
    /// <exception cref="OperationCanceledException">The caller gave up; everything started for the grading is gone.</exception>
    Task<GradingResult> GradeAsync(GradingRequest request, IProgress<GradingProgress>? progress, CancellationToken cancellationToken);
}
