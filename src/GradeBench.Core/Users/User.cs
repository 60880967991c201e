using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Core.Users;

/// <summary>Somebody who signs in: a reviewer or an administrator.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>A lock that lasts until then is no pause after wrong passwords, but an administrator's act.</summary>
    public static DateTimeOffset DisabledUntil { get; } = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public required string DisplayName { get; set; }

    [NotMapped]
    public bool IsDisabled => LockoutEnd >= DisabledUntil;
}
