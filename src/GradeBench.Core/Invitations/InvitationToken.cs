using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GradeBench.Core.Invitations;

/// <summary>The secret of a personal link: 256 random bits. Only its hash is stored, so a copy of the database opens no link.</summary>
internal static class InvitationToken
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
