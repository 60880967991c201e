using System.ComponentModel.DataAnnotations;

namespace GradeBench.Core.Intake;

/// <summary>
/// How much an upload may hold. Every number is enforced on bytes really read, never on what an archive declares, and
/// every refusal names the number.
/// </summary>
public sealed record IntakeLimits
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    /// <summary>
    /// Bytes of the upload as it arrives: an archive, or all loose files together. 64 KiB to 64 MiB; the default is
    /// 20 MiB. It is kept in memory and stored whole, so it bounds both.
    /// </summary>
    [Range(64 * KiB, 64 * MiB)]
    public int MaxUploadBytes { get; init; } = 20 * MiB;

    /// <summary>
    /// Bytes of all entries of an archive, unpacked, ignored ones included. 64 KiB to 256 MiB; the default is 20 MiB:
    /// whoever opens the stored archive later must not meet a bomb either.
    /// </summary>
    [Range(64 * KiB, 256 * MiB)]
    public int MaxUnpackedBytes { get; init; } = 20 * MiB;

    /// <summary>
    /// How many times larger than its packed form an entry may unpack. 20 to 2,000; the default is 200: source code
    /// packs three to twenty times smaller. Entries that unpack to less than 64 KiB are let through.
    /// </summary>
    [Range(20, 2000)]
    public int MaxPackingRatio { get; init; } = 200;

    /// <summary>Entries of an archive, folders and ignored files included, or loose files. 10 to 20,000; the default is 5,000.</summary>
    [Range(10, 20_000)]
    public int MaxEntries { get; init; } = 5_000;

    /// <summary>Source files. 1 to 2,000; the default is 200: a take-home task has a few dozen.</summary>
    [Range(1, 2_000)]
    public int MaxSourceFiles { get; init; } = 200;

    /// <summary>Bytes of one source file. 1 KiB to 8 MiB; the default is 1 MiB.</summary>
    [Range(KiB, 8 * MiB)]
    public int MaxSourceFileBytes { get; init; } = MiB;

    /// <summary>Bytes of all source files. 1 KiB to 32 MiB; the default is 4 MiB: what the compiler takes in its time and memory.</summary>
    [Range(KiB, 32 * MiB)]
    public int MaxSourceBytes { get; init; } = 4 * MiB;

    /// <summary>UTF-8 bytes of one file or folder name. 16 to 255; the default is 200: file systems stop at 255.</summary>
    [Range(16, 255)]
    public int MaxNameBytes { get; init; } = 200;

    /// <summary>UTF-8 bytes of a path inside the upload. 32 to 1,024; the default is 400.</summary>
    [Range(32, 1024)]
    public int MaxPathBytes { get; init; } = 400;

    /// <summary>Folders a path may descend, the file itself counted. 2 to 64; the default is 16.</summary>
    [Range(2, 64)]
    public int MaxDepth { get; init; } = 16;

    /// <summary>
    /// The upper end of every range: what a stored upload is read again with, so that one accepted years ago can be
    /// opened however the limits have been tightened since.
    /// </summary>
    public static IntakeLimits Widest { get; } = new()
    {
        MaxUploadBytes = 64 * MiB,
        MaxUnpackedBytes = 256 * MiB,
        MaxPackingRatio = 2000,
        MaxEntries = 20_000,
        MaxSourceFiles = 2_000,
        MaxSourceFileBytes = 8 * MiB,
        MaxSourceBytes = 32 * MiB,
        MaxNameBytes = 255,
        MaxPathBytes = 1024,
        MaxDepth = 64,
    };
}
