using System.Buffers.Binary;
using System.IO.Compression;
using static GradeBench.Core.Intake.IntakeResult;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>
/// Reads the table of contents of a zip file strictly: the archive must begin at the first byte and end at the last,
/// entries must follow each other without gap or overlap, and both headers of an entry must agree. A file that passes
/// has one meaning only, whichever tool opens it. The framework's reader is not used because it forgives all of this.
/// </summary>
internal sealed class ZipDirectory(ReadOnlyMemory<byte> zip, IntakeLimits limits)
{
    private const uint LocalSignature = 0x04034B50, CentralSignature = 0x02014B50, EndSignature = 0x06054B50;
    private const uint Zip64LocatorSignature = 0x07064B50, DescriptorSignature = 0x08074B50;
    private const int EndBytes = 22, CentralBytes = 46, LocalBytes = 30, Zip64LocatorBytes = 20;

    private readonly List<ZipHeader> _headers = [];
    private int _directoryStart;

    public static bool IsZip(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Checks the whole table; <paramref name="entries"/> is in the order of the table.</summary>
    public Refused? Read(out IReadOnlyList<ArchiveEntry> entries)
    {
        entries = [];
        if ((ReadEnd(out var count, out var directoryEnd) ?? ReadHeaders(count, directoryEnd) ?? CheckLayout()) is { } refused)
        {
            return refused;
        }

        entries = [.. _headers.Select(Entry)];
        return null;
    }

    private Refused? ReadEnd(out int count, out int directoryEnd)
    {
        (count, directoryEnd) = (0, 0);
        var end = FindEnd();
        if (end < 0)
        {
            return Refuse(RefusalReason.Damaged,
                $"The zip file has no end or has bytes after its end, so it did not arrive whole or is not only a zip file; {MakeZipAgain}.");
        }

        if ((end >= Zip64LocatorBytes && U32(end - Zip64LocatorBytes) == Zip64LocatorSignature)
            || U16(end + 10) == ushort.MaxValue || U32(end + 12) == uint.MaxValue || U32(end + 16) == uint.MaxValue)
        {
            return ZipRefusals.Zip64("The zip file");
        }

        (count, directoryEnd, var start) = (U16(end + 10), end, U32(end + 16));
        if (U16(end + 4) != 0 || U16(end + 6) != 0 || U16(end + 8) != count)
        {
            return ZipRefusals.Damaged("it is one part of several");
        }

        if (start + (long)U32(end + 12) != end)
        {
            return ZipRefusals.Gap();
        }

        _directoryStart = (int)start;
        return count > limits.MaxEntries
            ? Refuse(RefusalReason.TooManyEntries,
                $"The archive has {Count(count)} entries and the limit is {Count(limits.MaxEntries)}; leave out bin, obj, .git and packages and upload again.")
            : null;
    }

    /// <summary>Where the end record is: behind it there may be only the comment it announces. Negative when there is none.</summary>
    private int FindEnd()
    {
        var last = zip.Length - EndBytes;
        for (var end = last; end >= 0 && last - end <= ushort.MaxValue; end--)
        {
            if (U32(end) == EndSignature && end + EndBytes + U16(end + 20) == zip.Length)
            {
                return end;
            }
        }

        return -1;
    }

    private Refused? ReadHeaders(int count, int directoryEnd)
    {
        var at = _directoryStart;
        for (var index = 0; index < count; index++)
        {
            if (at + CentralBytes > directoryEnd || U32(at) != CentralSignature)
            {
                return ZipRefusals.Damaged("its table of contents breaks off");
            }

            var (name, extra) = (at + CentralBytes, at + CentralBytes + U16(at + 28));
            var comment = extra + U16(at + 30);
            var next = comment + U16(at + 32);
            if (next > directoryEnd)
            {
                return ZipRefusals.Damaged("its table of contents breaks off");
            }

            var header = new ZipHeader(
                zip[name..extra], U16(at + 8), U16(at + 10), U32(at + 16), U32(at + 20), U32(at + 24), U32(at + 42), U32(at + 38) >> 16, zip[extra..comment]);
            if (header.Check() is { } refused)
            {
                return refused;
            }

            _headers.Add(header);
            at = next;
        }

        return at == directoryEnd ? null : ZipRefusals.Gap();
    }

    /// <summary>Walks the entries in the order of their bytes; each must begin where the one before ended.</summary>
    private Refused? CheckLayout()
    {
        long expected = 0;
        foreach (var header in _headers.OrderBy(header => header.Offset))
        {
            if (header.Offset != expected)
            {
                return ZipRefusals.Gap();
            }

            if (header.Offset + LocalBytes > _directoryStart || U32((int)header.Offset) != LocalSignature)
            {
                return ZipRefusals.Damaged("an entry is not where its table of contents says");
            }

            var at = (int)header.Offset;
            header.DataStart = at + LocalBytes + U16(at + 26) + U16(at + 28);
            var dataEnd = header.DataStart + (long)header.Packed;
            if (dataEnd > _directoryStart || !AgreesWithLocal(header, at))
            {
                return ZipRefusals.Damaged($"it tells two stories about {Name(header.Name!)}");
            }

            expected = dataEnd + DescriptorBytes(header, (int)dataEnd);
        }

        return expected == _directoryStart ? null : ZipRefusals.Gap();
    }

    private bool AgreesWithLocal(ZipHeader header, int at) =>
        zip.Span.Slice(at + LocalBytes, U16(at + 26)).SequenceEqual(header.RawName.Span)
        && U16(at + 6) == header.Flags
        && U16(at + 8) == header.Method
        && (header.SizesFollow || (U32(at + 14) == header.Crc && U32(at + 18) == header.Packed && U32(at + 22) == header.Unpacked));

    /// <summary>The length of the sizes behind an entry: with or without their signature.</summary>
    private int DescriptorBytes(ZipHeader header, int at) =>
        !header.SizesFollow ? 0 : at + 16 <= _directoryStart && U32(at) == DescriptorSignature ? 16 : 12;

    private ArchiveEntry Entry(ZipHeader header)
    {
        var data = zip.Slice(header.DataStart, (int)header.Packed);
        return new ArchiveEntry(header.Name!, header.IsFolder, header.Packed, header.Unpacked, header.Crc, () => header.Method == ZipHeader.Stored
            ? new MemorySliceStream(data)
            : new DeflateStream(new MemorySliceStream(data), CompressionMode.Decompress));
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(zip.Span[at..]);

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[at..]);
}
