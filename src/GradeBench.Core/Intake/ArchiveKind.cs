namespace GradeBench.Core.Intake;

/// <summary>Tells archives by their name and by their first bytes.</summary>
internal static class ArchiveKind
{
    private static readonly string[] Extensions =
    [
        ".zip", ".tar", ".tgz", ".gz", ".7z", ".rar", ".bz2", ".xz", ".zst", ".cab", ".iso", ".jar", ".nupkg", ".whl", ".tbz2", ".txz",
    ];

    /// <summary>What a person calls the archive, for example <c>rar</c>; null when the name is not an archive's.</summary>
    public static string? ByName(string name) =>
        Array.Find(Extensions, extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))?[1..];

    /// <summary>What the bytes are; null when they are not an archive known here.</summary>
    public static string? ByContent(ReadOnlySpan<byte> start) =>
        ZipDirectory.IsZip(start) ? "zip"
        : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gz"
        : start.StartsWith("Rar!"u8) ? "rar"
        : start.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF]) ? "7z"
        : start.StartsWith("BZh"u8) ? "bz2"
        : start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']) ? "xz"
        : start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? "zst"
        : start.Length > 262 && start[257..].StartsWith("ustar"u8) ? "tar"
        : null;
}
