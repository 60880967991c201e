using System.Globalization;
using System.Security.Cryptography;

namespace GradeBench.Protocol;

/// <summary>Ids on the wire: 64 random bits as 16 lower-case hexadecimal digits.</summary>
internal static class MessageId
{
    private const int Digits = 16;

    public static string Format(ulong id) => id.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out ulong id)
    {
        id = 0;
        if (text.Length != Digits) return false;

        foreach (var digit in text)
        {
            var value = digit is >= '0' and <= '9' ? digit - '0' : digit is >= 'a' and <= 'f' ? digit - 'a' + 10 : -1;
            if (value < 0) return false;
            id = (id << 4) | (uint)value;
        }

        return true;
    }

    /// <summary>A new id that nobody can predict.</summary>
    public static ulong Next()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
