using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GradeBench.Core.Webhooks;

/// <summary>
/// Signs a body so that its receiver can tell that it comes from here and is not an old one sent again:
/// <c>t=1764170000,v1=hex</c>, where hex is HMAC-SHA256 over the time, a dot and the raw body. While a secret is being replaced there
/// are two <c>v1</c>, the new secret's first, and a body is genuine when one of them fits.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "GradeBench-Signature";

    public static string Of(Webhook webhook, DateTimeOffset at, string body) =>
        webhook.PreviousSecret is { } previous && at < webhook.PreviousSecretUntil ? Of([webhook.Secret, previous], at, body) : Of([webhook.Secret], at, body);

    public static string Of(IReadOnlyList<string> secrets, DateTimeOffset at, string body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{time}.{body}");
        var codes = secrets.Select(secret => $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}");
        return $"t={time},{string.Join(',', codes)}";
    }
}
