using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Jobs;

/// <summary>How workers share jobs, whichever engine runs them.</summary>
public sealed class JobOptions
{
    /// <summary>
    /// Jobs one worker does at the same time. Between 1 and 256; the default is two more than there are cores: submissions
    /// that hang are only waited for, for a minute sometimes, and on a core each they would keep the others waiting too.
    /// </summary>
    [Range(1, 256)]
    public int Slots { get; set; } = Environment.ProcessorCount + 2;

    /// <summary>
    /// How long a worker may be silent before its jobs are given to others. Between 2 seconds and 10 minutes; the default is
    /// 15 seconds. Too short costs nothing but a second look at the run's lease.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan WorkerSilence { get; set; } = TimeSpan.FromSeconds(15);
}
