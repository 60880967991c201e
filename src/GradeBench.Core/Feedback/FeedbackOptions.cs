using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Feedback;

/// <summary>When candidates may read the feedback on their work.</summary>
public sealed class FeedbackOptions
{
    /// <summary>
    /// Whether feedback is released by itself when nobody has released it. The default is true: nearly nobody who takes an
    /// assessment is ever told anything, and whoever gave hours to it should be.
    /// </summary>
    public bool ReleaseByItself { get; set; } = true;

    /// <summary>How long after the deadline that happens. Between 0 and 365 days; the default is 5 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan ReleaseAfter { get; set; } = TimeSpan.FromDays(5);
}
