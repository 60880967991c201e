namespace GradeBench.Assessments.Judge;

/// <summary>What a host has used so far, as the sandbox measures it from outside.</summary>
/// <param name="CpuTime">Of all its processes and threads, start-up included: take differences.</param>
/// <param name="PeakMemoryBytes">Highest memory charged at any moment.</param>
public readonly record struct HostUsage(TimeSpan CpuTime, long PeakMemoryBytes);
