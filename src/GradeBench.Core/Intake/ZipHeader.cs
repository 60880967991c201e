using System.Buffers.Binary;
using System.Text;
using static GradeBench.Core.Intake.IntakeResult;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>One line of a zip file's table of contents, as it claims to be.</summary>
/// <param name="Mode">The Unix mode of the entry; 0 when the archive was made elsewhere.</param>
internal sealed record ZipHeader(
    ReadOnlyMemory<byte> RawName, ushort Flags, ushort Method, uint Crc, uint Packed, uint Unpacked, uint Offset, uint Mode,
    ReadOnlyMemory<byte> Extras)
{
    public const ushort Stored = 0, Deflated = 8;

    private const ushort Aes = 99, EncryptedFlags = (1 << 0) | (1 << 6) | (1 << 13), DescriptorFlag = 1 << 3;
    private const ushort Zip64Extra = 0x0001, UnicodePathExtra = 0x7075, AesExtra = 0x9901;
    private const uint KindMask = 0xF000, Regular = 0x8000, Folder = 0x4000, SymbolicLink = 0xA000;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The name; null when it is not text, or when the entry has a second, different name.</summary>
    public string? Name { get; } = Decode(RawName, Find(Extras, UnicodePathExtra));

    /// <summary>Where its packed bytes begin; set once the layout of the archive was checked.</summary>
    public int DataStart { get; set; }

    /// <summary>Whether checksum and sizes follow the packed bytes, as tools do that write to a pipe.</summary>
    public bool SizesFollow => (Flags & DescriptorFlag) != 0;

    public bool IsFolder => Name is [.., '/' or '\\'] || (Mode & KindMask) == Folder;

    private string Quoted => IntakeSentences.Name(Name!);

    /// <summary>Why an entry like this is not read; null when it is an ordinary file or folder.</summary>
    public Refused? Check()
    {
        if (Name is null)
        {
            return Refuse(RefusalReason.NameNotUtf8,
                $"The name {IntakeSentences.Name(Encoding.Latin1.GetString(RawName.Span))} in the archive is not UTF-8 text; rename the file with plain letters and upload again.");
        }

        if ((Mode & KindMask) == SymbolicLink)
        {
            return Refuse(RefusalReason.Link, $"{Quoted} is a link and only ordinary files are read; replace it by the file it points to and upload again.");
        }

        if ((Mode & KindMask) is not (0 or Regular or Folder))
        {
            return Refuse(RefusalReason.SpecialFile, $"{Quoted} is a device or a pipe and only ordinary files are read; remove it and upload again.");
        }

        if ((Flags & EncryptedFlags) != 0 || Method == Aes || Find(Extras, AesExtra) is not null)
        {
            return Refuse(RefusalReason.Encrypted, $"{Quoted} is encrypted and cannot be read; make a zip without a password and upload that.");
        }

        if (Packed == uint.MaxValue || Unpacked == uint.MaxValue || Offset == uint.MaxValue || Find(Extras, Zip64Extra) is not null)
        {
            return ZipRefusals.Zip64(Quoted);
        }

        if (Method is not (Stored or Deflated))
        {
            return Refuse(RefusalReason.UnknownFormat, $"{Quoted} is packed in a way that is not read here (method {Method}); make a zip with ordinary (deflate) compression and upload that.");
        }

        return IsFolder && Unpacked != 0 ? ZipRefusals.Damaged($"the folder {Quoted} has contents of its own") : null;
    }

    // Macs write UTF-8 without saying so, hence the flag for it is not asked for. Which of two names counts would depend
    // on the tool, so there must not be two.
    private static string? Decode(ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte>? second)
    {
        try
        {
            var name = StrictUtf8.GetString(raw.Span);
            return second is { Length: > 5 } other && !other.Span[5..].SequenceEqual(raw.Span) ? null : name;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The extra field of that id: fields are id, length and content in a row.</summary>
    private static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> extras, ushort id)
    {
        for (var rest = extras; rest.Length >= 4;)
        {
            var end = 4 + BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[2..]);
            if (end > rest.Length)
            {
                return null;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(rest.Span) == id)
            {
                return rest[4..end];
            }

            rest = rest[end..];
        }

        return null;
    }
}
