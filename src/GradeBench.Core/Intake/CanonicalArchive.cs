using System.Buffers.Binary;
using System.Text;

namespace GradeBench.Core.Intake;

/// <summary>
/// Writes a zip whose bytes depend on nothing but names and contents: sorted, uncompressed, no times, mode 0644. The
/// same files therefore have the same hash on every machine and with every version of a compression library.
/// </summary>
public static class CanonicalArchive
{
    private const uint LocalSignature = 0x04034B50, CentralSignature = 0x02014B50, EndSignature = 0x06054B50;
    private const ushort VersionNeeded = 20, MadeByUnix = (3 << 8) | VersionNeeded, Utf8Names = 1 << 11;
    private const ushort FirstDay1980 = (1 << 5) | 1;
    private const uint RegularFile0644 = 0x81A4u << 16;

    /// <summary>The source files of a submission as a zip for download: nothing of what was ignored, nothing executable.</summary>
    public static byte[] Write(IEnumerable<SourceFile> files) =>
        Write(files.Select(file => (file.Path, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Text))));

    internal static byte[] Write(IEnumerable<(string Path, ReadOnlyMemory<byte> Bytes)> files)
    {
        var ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var (path, bytes) in ordered)
        {
            var name = Encoding.UTF8.GetBytes(path);
            var crc = Crc32.Of(bytes.Span);
            var offset = (uint)zip.Position;
            Put(zip, LocalSignature, VersionNeeded, Utf8Names, (ushort)0, (ushort)0, FirstDay1980,
                crc, (uint)bytes.Length, (uint)bytes.Length, (ushort)name.Length, (ushort)0);
            zip.Write(name);
            zip.Write(bytes.Span);

            Put(directory, CentralSignature, MadeByUnix, VersionNeeded, Utf8Names, (ushort)0, (ushort)0, FirstDay1980,
                crc, (uint)bytes.Length, (uint)bytes.Length, (ushort)name.Length, (ushort)0, (ushort)0, (ushort)0, (ushort)0,
                RegularFile0644, offset);
            directory.Write(name);
        }

        var start = (uint)zip.Position;
        directory.WriteTo(zip);
        Put(zip, EndSignature, (ushort)0, (ushort)0, (ushort)ordered.Count, (ushort)ordered.Count, (uint)directory.Length, start, (ushort)0);
        return zip.ToArray();
    }

    private static void Put(MemoryStream stream, params ReadOnlySpan<Field> fields)
    {
        Span<byte> buffer = stackalloc byte[4];
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer, field.Value);
            stream.Write(buffer[..field.Bytes]);
        }
    }

    private readonly record struct Field(uint Value, int Bytes)
    {
        public static implicit operator Field(ushort value) => new(value, 2);

        public static implicit operator Field(uint value) => new(value, 4);
    }
}
