using Microsoft.AspNetCore.Identity;

namespace GradeBench.Core.Users;

/// <summary>Somebody who signs in: a reviewer or an administrator.</summary>
public sealed class User : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }
}
