namespace GradeBench.Core.Assessments;

/// <summary>What a submission may use while it is tested, as told to candidates.</summary>
/// <param name="Test">Wall-clock time for one hidden test.</param>
/// <param name="Run">Wall-clock time for all hidden tests together.</param>
/// <param name="MemoryBytes">Memory of the submission's process, its runtime included.</param>
public sealed record PublishedLimits(TimeSpan Test, TimeSpan Run, long MemoryBytes);
