namespace GradeBench.Contracts.TaskRunner;

/// <summary>How a task runner is set up.</summary>
public sealed record TaskRunnerOptions
{
    /// <summary>Tasks that may run at the same time: 1 or more. When null, <see cref="Environment.ProcessorCount"/>.</summary>
    public int? Workers { get; init; }

    /// <summary>The clock that durations are measured with. The default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
