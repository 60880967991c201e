using System.Text;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>Turns the bytes of a source file into text, or says why they are none.</summary>
internal static class SourceDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static IntakeResult.Refused? Decode(string path, ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Refuse(RefusalReason.SourceNotUtf8, $"{Name(path)} is UTF-16 text and source files must be UTF-8; save it as UTF-8 and upload again.");
        }

        if (bytes.Contains((byte)0))
        {
            return Refuse(RefusalReason.BinarySource, $"{Name(path)} is named like a source file but holds binary data (a zero byte in line {LineOf(bytes, bytes.IndexOf((byte)0))}); replace it by its source text and upload again.");
        }

        var content = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            text = StrictUtf8.GetString(content);
            return null;
        }
        catch (DecoderFallbackException invalid)
        {
            return Refuse(RefusalReason.SourceNotUtf8, $"{Name(path)} is not UTF-8 text in line {LineOf(content, Math.Max(0, invalid.Index))}; save it as UTF-8 and upload again.");
        }
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int index) => 1 + bytes[..Math.Min(index, bytes.Length)].Count((byte)'\n');
}
