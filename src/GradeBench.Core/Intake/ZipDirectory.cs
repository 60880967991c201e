using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
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
    private const ushort EncryptedFlags = (1 << 0) | (1 << 6) | (1 << 13), DescriptorFlag = 1 << 3;
    private const ushort Zip64Extra = 0x0001, UnicodePathExtra = 0x7075, AesExtra = 0x9901;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<Header> _headers = [];
    private int _directoryStart;

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

    public static bool IsZip(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    private Refused? ReadEnd(out int count, out int directoryEnd)
    {
        (count, directoryEnd) = (0, 0);
        var bytes = zip.Span;
        var end = bytes.Length - EndBytes;
        while (end >= 0 && !(U32(end) == EndSignature && end + EndBytes + U16(end + 20) == bytes.Length))
        {
            end = bytes.Length - end > EndBytes + ushort.MaxValue ? -1 : end - 1;
        }

        if (end < 0)
        {
            return Refuse(RefusalReason.Damaged,
                $"The zip file has no end or has bytes after its end, so it did not arrive whole or is not only a zip file; {MakeZipAgain}.");
        }

        if (end >= Zip64LocatorBytes && U32(end - Zip64LocatorBytes) == Zip64LocatorSignature
            || U16(end + 10) == ushort.MaxValue || U32(end + 12) == uint.MaxValue || U32(end + 16) == uint.MaxValue)
        {
            return RefuseZip64("The zip file");
        }

        (count, directoryEnd, var start) = (U16(end + 10), end, U32(end + 16));
        if (U16(end + 4) != 0 || U16(end + 6) != 0 || U16(end + 8) != count)
        {
            return Damaged("it is one part of several");
        }

        if (start + (long)U32(end + 12) != end)
        {
            return RefuseGap();
        }

        _directoryStart = (int)start;
        return count > limits.MaxEntries
            ? Refuse(RefusalReason.TooManyEntries,
                $"The archive has {Count(count)} entries and the limit is {Count(limits.MaxEntries)}; leave out bin, obj, .git and packages and upload again.")
            : null;
    }

    private Refused? ReadHeaders(int count, int directoryEnd)
    {
        var at = _directoryStart;
        for (var index = 0; index < count; index++)
        {
            if (at + CentralBytes > directoryEnd || U32(at) != CentralSignature)
            {
                return Damaged("its table of contents breaks off");
            }

            var (nameBytes, extraBytes, next) = (U16(at + 28), U16(at + 30), at + CentralBytes + U16(at + 28) + U16(at + 30) + U16(at + 32));
            if (next > directoryEnd)
            {
                return Damaged("its table of contents breaks off");
            }

            var header = new Header(
                zip.Slice(at + CentralBytes, nameBytes), U16(at + 8), U16(at + 10), U32(at + 16), U32(at + 20), U32(at + 24),
                U32(at + 42), U32(at + 38) >> 16, zip.Slice(at + CentralBytes + nameBytes, extraBytes));
            if (CheckHeader(header) is { } refused)
            {
                return refused;
            }

            _headers.Add(header);
            at = next;
        }

        return at == directoryEnd ? null : RefuseGap();
    }

    private static Refused? CheckHeader(Header header)
    {
        if (DecodeName(header) is not { } name)
        {
            return Refuse(RefusalReason.NameNotUtf8,
                $"The name {Name(Encoding.Latin1.GetString(header.RawName.Span))} in the archive is not UTF-8 text; rename the file with plain letters and upload again.");
        }

        // The Unix mode of the entry, 0 when the archive was made elsewhere.
        var kind = header.Mode & 0xF000;
        if (kind is 0xA000)
        {
            return Refuse(RefusalReason.Link, $"{Name(name)} is a link and only ordinary files are read; replace it by the file it points to and upload again.");
        }

        if (kind is not (0 or 0x8000 or 0x4000))
        {
            return Refuse(RefusalReason.SpecialFile, $"{Name(name)} is a device or a pipe and only ordinary files are read; remove it and upload again.");
        }

        if ((header.Flags & EncryptedFlags) != 0 || header.Method == 99 || header.HasExtra(AesExtra))
        {
            return Refuse(RefusalReason.Encrypted, $"{Name(name)} is encrypted and cannot be read; make a zip without a password and upload that.");
        }

        if (header.Packed == uint.MaxValue || header.Unpacked == uint.MaxValue || header.Offset == uint.MaxValue || header.HasExtra(Zip64Extra))
        {
            return RefuseZip64(Name(name));
        }

        if (header.Method is not (0 or 8))
        {
            return Refuse(RefusalReason.UnknownFormat, $"{Name(name)} is packed in a way that is not read here (method {header.Method}); make a zip with ordinary (deflate) compression and upload that.");
        }

        return (name.EndsWith('/') || kind == 0x4000) && header.Unpacked != 0
            ? Damaged($"the folder {Name(name)} has contents of its own")
            : null;
    }

    /// <summary>Walks the entries in the order of their bytes; each must begin where the one before ended.</summary>
    private Refused? CheckLayout()
    {
        long expected = 0;
        foreach (var header in _headers.OrderBy(header => header.Offset))
        {
            if (header.Offset != expected)
            {
                return RefuseGap();
            }

            if (header.Offset + LocalBytes > _directoryStart || U32((int)header.Offset) != LocalSignature)
            {
                return Damaged("an entry is not where its table of contents says");
            }

            var at = (int)header.Offset;
            var dataStart = at + LocalBytes + U16(at + 26) + U16(at + 28);
            var dataEnd = dataStart + (long)header.Packed;
            if (dataEnd > _directoryStart || !AgreesWithLocal(header, at))
            {
                return Damaged($"it tells two stories about {Name(DecodeName(header)!)}");
            }

            header.DataStart = dataStart;
            expected = dataEnd + DescriptorBytes(header, (int)dataEnd);
        }

        return expected == _directoryStart ? null : RefuseGap();
    }

    private bool AgreesWithLocal(Header header, int at)
    {
        var name = zip.Span.Slice(at + LocalBytes, Math.Min(U16(at + 26), _directoryStart - at - LocalBytes));
        var sizesFollow = (U16(at + 6) & DescriptorFlag) != 0;
        return name.SequenceEqual(header.RawName.Span)
            && U16(at + 6) == header.Flags
            && U16(at + 8) == header.Method
            && (sizesFollow || (U32(at + 14) == header.Crc && U32(at + 18) == header.Packed && U32(at + 22) == header.Unpacked));
    }

    /// <summary>The sizes that tools writing to a pipe put behind an entry, with or without their signature.</summary>
    private int DescriptorBytes(Header header, int at)
    {
        if ((header.Flags & DescriptorFlag) == 0)
        {
            return 0;
        }

        return at + 16 <= _directoryStart && U32(at) == DescriptorSignature ? 16 : 12;
    }

    private ArchiveEntry Entry(Header header)
    {
        var name = DecodeName(header)!;
        var data = zip.Slice(header.DataStart, (int)header.Packed);
        return new ArchiveEntry(name, name.EndsWith('/') || name.EndsWith('\\') || (header.Mode & 0xF000) == 0x4000, header.Packed, header.Unpacked, header.Crc,
            () => header.Method == 0 ? new MemorySliceStream(data) : new DeflateStream(new MemorySliceStream(data), CompressionMode.Decompress));
    }

    /// <summary>
    /// Macs write UTF-8 without saying so, hence the flag is not asked for. A second name in an extra field must not
    /// differ: which of the two counts depends on the tool.
    /// </summary>
    private static string? DecodeName(Header header)
    {
        try
        {
            var name = StrictUtf8.GetString(header.RawName.Span);
            return header.Extra(UnicodePathExtra) is { Length: > 5 } other && !other.Span[5..].SequenceEqual(header.RawName.Span) ? null : name;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Refused RefuseZip64(string what) => Refuse(RefusalReason.Zip64,
        $"{what} uses the zip64 format meant for files over 4 GiB; {MakeZipAgain}.");

    private static Refused RefuseGap() => Refuse(RefusalReason.Polyglot,
        $"The zip file holds bytes that belong to none of its entries, or entries that share bytes; {MakeZipAgain}.");

    private static Refused Damaged(string how) => Refuse(RefusalReason.Damaged, $"The zip file is damaged: {how}; {MakeZipAgain}.");

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(zip.Span[at..]);

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[at..]);

    private sealed record Header(
        ReadOnlyMemory<byte> RawName, ushort Flags, ushort Method, uint Crc, uint Packed, uint Unpacked, uint Offset, uint Mode,
        ReadOnlyMemory<byte> Extras)
    {
        public int DataStart { get; set; }

        public bool HasExtra(ushort id) => Extra(id) is not null;

        public ReadOnlyMemory<byte>? Extra(ushort id)
        {
            var rest = Extras;
            while (rest.Length >= 4)
            {
                var bytes = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[2..]);
                if (4 + bytes > rest.Length)
                {
                    return null;
                }

                if (BinaryPrimitives.ReadUInt16LittleEndian(rest.Span) == id)
                {
                    return rest.Slice(4, bytes);
                }

                rest = rest[(4 + bytes)..];
            }

            return null;
        }
    }
}
