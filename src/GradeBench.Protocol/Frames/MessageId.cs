using System.Globalization;
using System.Runtime.InteropServices;

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
        // As random as a cryptographic generator's bytes, and without loading a library for them when a host starts. A version
        // 4 GUID has six fixed bits, no two of them at the same place of its halves, so that both together have none.
        Span<Guid> random = [Guid.NewGuid()];
        var halves = MemoryMarshal.Cast<Guid, ulong>(random);
        return halves[0] ^ halves[1];
    }
}
