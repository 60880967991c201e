namespace GradeBench.Assessments.Judge;

/// <summary>
/// Gives a hidden test a host nobody used before, and discards it afterwards. Only for tests that measure the process
/// itself (CPU time, memory) or leave it damaged: every fresh host costs CPU time of the submission's budget. A failure is
/// one only if a second such host shows it too.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreshHostAttribute : Attribute;
