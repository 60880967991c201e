using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GradeBench.Core.Webhooks;

/// <summary>
/// Signs a body so that its receiver can tell that it comes from here and is not an old one sent again:
/// <c>t=1764170000,v1=hex</c>, where hex is HMAC-SHA256 over the time, a dot and the raw body.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "GradeBench-Signature";

    public static string Of(string secret, DateTimeOffset at, string body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return $"t={time},v1={Convert.ToHexStringLower(mac)}";
    }
}
