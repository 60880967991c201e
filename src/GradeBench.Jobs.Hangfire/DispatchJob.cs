using GradeBench.Core.Jobs;
using Hangfire;

namespace GradeBench.Jobs;

/// <summary>What Hangfire runs for every job: it hands the stored name and subject to the product's dispatcher.</summary>
public sealed class DispatchJob(JobDispatcher dispatcher)
{
    /// <summary>
    /// Not retried by Hangfire: runs have their own rules for faults, and what fails beyond them is seen in the dashboard and
    /// brought back by the reconciler.
    /// </summary>
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(string name, Guid subject, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(new Job(name, subject), cancellationToken);
}
