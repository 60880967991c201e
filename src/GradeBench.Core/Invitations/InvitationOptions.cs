using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Invitations;

/// <summary>How long links and sittings last.</summary>
public sealed class InvitationOptions
{
    /// <summary>How long a link can be used to start. Between 1 hour and 90 days; the default is 14 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Time for one sitting, from Start. Between 15 minutes and 30 days; the default is 4 hours.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "30.00:00:00")]
    public TimeSpan TimeToWork { get; set; } = TimeSpan.FromHours(4);
}
