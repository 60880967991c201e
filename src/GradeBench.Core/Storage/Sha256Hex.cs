using System.Security.Cryptography;

namespace GradeBench.Core.Storage;

/// <summary>SHA-256 the way it is stored and shown: 64 lower-case hexadecimal digits.</summary>
public static class Sha256Hex
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
