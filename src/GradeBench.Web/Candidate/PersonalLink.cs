using System.Security.Cryptography;
using System.Text;
using GradeBench.Core.Invitations;

namespace GradeBench.Web.Candidate;

/// <summary>Finds the invitation a personal link belongs to.</summary>
internal static class PersonalLink
{
    public static IQueryable<Invitation> WithToken(this IQueryable<Invitation> invitations, string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        return invitations.Where(i => i.TokenHash == hash);
    }
}
