using System.Security.Cryptography;
using static GradeBench.Core.Intake.IntakeResult;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>Collects the entries of one upload, each checked and unpacked under the limits as it is added.</summary>
internal sealed class UploadContents(IntakeLimits limits)
{
    private const int ChunkBytes = 16 * 1024;

    // Below this an entry cannot hurt, and short files of repeated lines do pack better than any limit worth having.
    private const int SmallEntryBytes = 64 * 1024;

    private readonly PathRegister _paths = new();
    private readonly List<SourceFile> _files = [];
    private readonly SortedDictionary<string, IgnoredEntry> _ignored = new(StringComparer.Ordinal);
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private long _unpackedBytes;
    private long _sourceBytes;

    public IReadOnlyList<SourceFile> Files => _files;

    public IReadOnlyCollection<IgnoredEntry> Ignored => _ignored.Values;

    public Refused? Add(ArchiveEntry entry)
    {
        if ((EntryPath.Parse(entry.Name, limits, out var path) ?? (path == "" ? null : _paths.Add(path, entry.IsFolder))) is { } badName)
        {
            return badName;
        }

        if (IgnoreRules.IgnoredFolder(path, entry.IsFolder) is var (folder, why))
        {
            var files = _ignored.GetValueOrDefault(folder)?.Files ?? 0;
            _ignored[folder] = new IgnoredEntry(folder, why, files + (entry.IsFolder ? 0 : 1));
            return Unpack(entry, path, kept: null, out _);
        }

        if (entry.IsFolder || path == "")
        {
            return null;
        }

        return IgnoreRules.IgnoredFile(path) is { } reason ? AddIgnored(entry, path, reason) : AddSource(entry, path);
    }

    private Refused? AddIgnored(ArchiveEntry entry, string path, string reason)
    {
        if (Unpack(entry, path, kept: null, out var start) is { } refused)
        {
            return refused;
        }

        if ((ArchiveKind.ByName(path) ?? ArchiveKind.ByContent(start)) is { } kind)
        {
            return Refuse(RefusalReason.NestedArchive, $"{Name(path)} is an archive ({kind}) inside your upload and is not opened; unpack or remove it and upload again.");
        }

        _ignored[path] = new IgnoredEntry(path, reason, 1);
        return null;
    }

    private Refused? AddSource(ArchiveEntry entry, string path)
    {
        if (_files.Count == limits.MaxSourceFiles)
        {
            return Refuse(RefusalReason.TooManySourceFiles, $"{Name(path)} is one source file too many: the limit is {Count(limits.MaxSourceFiles)}; leave out what is not your own code and upload again.");
        }

        using var content = new MemoryStream();
        if (Unpack(entry, path, content, out _) is { } refused)
        {
            return refused;
        }

        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        _sourceBytes += bytes.Length;
        if (_sourceBytes > limits.MaxSourceBytes)
        {
            return Refuse(RefusalReason.SourceTooLarge, $"With {Name(path)} the source files are more than {Size(limits.MaxSourceBytes)} together, which is the limit; leave out what is not your own code and upload again.");
        }

        if (SourceDecoder.Decode(path, bytes, out var text) is { } notText)
        {
            return notText;
        }

        _files.Add(new SourceFile(path, text, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        return null;
    }

    /// <summary>
    /// Reads an entry to its end and counts; <paramref name="kept"/> receives a source file's bytes, null for what is
    /// only counted. <paramref name="start"/> is its first bytes.
    /// </summary>
    private Refused? Unpack(ArchiveEntry entry, string path, MemoryStream? kept, out byte[] start)
    {
        start = [];
        try
        {
            using var stream = entry.Open();
            var crc = new Crc32();
            long length = 0;
            while (stream.ReadAtLeast(_chunk, _chunk.Length, throwOnEndOfStream: false) is var read and > 0)
            {
                length += read;
                _unpackedBytes += read;
                if (CheckSizes(entry, path, length, isSource: kept is not null) is { } tooLarge)
                {
                    return tooLarge;
                }

                start = start.Length == 0 ? _chunk[..Math.Min(read, 512)] : start;
                crc.Add(_chunk.AsSpan(0, read));
                kept?.Write(_chunk, 0, read);
            }

            return length == entry.DeclaredBytes && (entry.Checksum ?? crc.Value) == crc.Value ? null : RefuseDamaged(path);
        }
        catch (InvalidDataException)
        {
            return RefuseDamaged(path);
        }
    }

    private Refused? CheckSizes(ArchiveEntry entry, string path, long length, bool isSource)
    {
        if (isSource && length > limits.MaxSourceFileBytes)
        {
            return Refuse(RefusalReason.SourceFileTooLarge, $"{Name(path)} is larger than {Size(limits.MaxSourceFileBytes)}, the limit for one source file; split it or leave out generated code and upload again.");
        }

        if (length > SmallEntryBytes && length > entry.PackedBytes * limits.MaxPackingRatio)
        {
            return Refuse(RefusalReason.PackingRatio, $"{Name(path)} unpacks to more than {limits.MaxPackingRatio} times its packed size, which is the limit; remove it and upload again.");
        }

        return _unpackedBytes > limits.MaxUnpackedBytes
            ? Refuse(RefusalReason.UnpackedTooLarge, $"With {Name(path)} the archive unpacks to more than {Size(limits.MaxUnpackedBytes)}, which is the limit; leave out bin, obj, .git and packages and upload again.")
            : null;
    }

    private static Refused RefuseDamaged(string path) =>
        Refuse(RefusalReason.Damaged, $"{Name(path)} in the archive is damaged: its size or checksum is wrong; {MakeZipAgain}.");
}
