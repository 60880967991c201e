using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace GradeBench.Protocol;

/// <summary>Ids on the wire: 64 random bits as 16 lower-case hexadecimal digits.</summary>
internal static class MessageId
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Format(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out ulong id)
    {
        id = 0;
        return text.Length == 16
            && text.AsSpan().IndexOfAnyExcept(Digits) < 0
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);
    }

    /// <summary>A new id that nobody can predict.</summary>
    public static ulong Next()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
