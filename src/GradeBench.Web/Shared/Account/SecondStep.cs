using System.Security.Claims;

namespace GradeBench.Web.Shared.Account;

/// <summary>How a session says that more than a password opened it (RFC 8176).</summary>
internal static class SecondStep
{
    public const string ClaimType = "amr";

    private const string Several = "mfa";

    public static Claim Claim => new(ClaimType, Several);

    public static bool Done(ClaimsPrincipal user) => user.HasClaim(ClaimType, Several);
}
