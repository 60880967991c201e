using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Runs;

/// <summary>How runs are leased, retried and given up.</summary>
public sealed class RunOptions
{
    /// <summary>How long a claim holds without renewal. Between 5 seconds and 10 minutes; the default is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Faults of ours after which a run is quarantined. Between 1 and 20; the default is 3.</summary>
    [Range(1, 20)]
    public int MaxFaults { get; set; } = 3;

    /// <summary>Claims without an end (workers that died) after which a run is quarantined. Between 1 and 20; the default is 5.</summary>
    [Range(1, 20)]
    public int MaxClaims { get; set; } = 5;

    /// <summary>Wait before a faulted run is tried again; doubles with each fault. Between 0 and 10 minutes; the default is 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A queued run whose job was handed over longer ago may have lost it. Between 5 seconds and 1 hour; the default is 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan JobLostAfter { get; set; } = TimeSpan.FromMinutes(1);
}
