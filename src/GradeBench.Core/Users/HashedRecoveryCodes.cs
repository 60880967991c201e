using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GradeBench.Core.Users;

/// <summary>Recovery codes as they are stored: hashed, so that who reads the database cannot sign in with them.</summary>
public static class HashedRecoveryCodes
{
    private const string Prefix = "pbkdf2;";

    // A code has 47 random bits. With this many rounds trying half of them costs some ten thousand years of processor time,
    // and making ten codes a third of a second.
    private const int Rounds = 50_000;

    private const int SaltBytes = 16;

    private const int HashBytes = 32;

    /// <summary>Whether it is what <see cref="Of"/> makes; codes were stored as they are before.</summary>
    public static bool Are(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>One salt for all codes of a set, so that trying one costs one derivation and not ten.</summary>
    public static string Of(IEnumerable<string> codes)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Join(';', [Prefix + Rounds.ToString(CultureInfo.InvariantCulture), Convert.ToHexString(salt), .. codes.Select(code => Hash(code, salt, Rounds))]);
    }

    public static int Count(string stored) => Parts(stored).Hashes.Count;

    /// <summary>What is left when the code is used; null when it is not one of them.</summary>
    public static string? Without(string stored, string code)
    {
        var (head, hashes) = Parts(stored);
        var parts = head.Split(';');
        var used = Hash(code, Convert.FromHexString(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return hashes.Remove(used) ? string.Join(';', [head, .. hashes]) : null;
    }

    private static (string Head, List<string> Hashes) Parts(string stored)
    {
        var parts = stored.Split(';');
        return (string.Join(';', parts[..3]), [.. parts[3..]]);
    }

    private static string Hash(string code, byte[] salt, int rounds) =>
        Convert.ToHexString(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(code), salt, rounds, HashAlgorithmName.SHA512, HashBytes));
}
