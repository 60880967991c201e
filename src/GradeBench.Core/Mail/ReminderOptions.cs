using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Mail;

/// <summary>When candidates are reminded.</summary>
public sealed class ReminderOptions
{
    /// <summary>How long before a link can no longer be used to start. Between 0, for never, and 30 days; the default is 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan BeforeExpiry { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long before a sitting's deadline. Between 0, for never, and 30 days; the default is 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan BeforeDeadline { get; set; } = TimeSpan.FromHours(1);
}
