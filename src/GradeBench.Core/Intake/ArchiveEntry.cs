namespace GradeBench.Core.Intake;

/// <summary>One entry of an archive, its place in the archive checked, its content not unpacked yet.</summary>
/// <param name="Name">As written in the archive; not checked.</param>
/// <param name="PackedBytes">Bytes it takes up in the archive.</param>
/// <param name="DeclaredBytes">Its size by the archive's own account, which unpacking compares with the truth.</param>
/// <param name="Checksum">Its CRC-32 by the archive's account; null where the format has none.</param>
/// <param name="Open">Opens the unpacking stream.</param>
internal sealed record ArchiveEntry(
    string Name, bool IsFolder, long PackedBytes, long DeclaredBytes, uint? Checksum, Func<Stream> Open);
