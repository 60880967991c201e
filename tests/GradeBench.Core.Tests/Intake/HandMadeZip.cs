using System.IO.Compression;
using System.Text;

namespace GradeBench.Core.Tests.Intake;

/// <summary>Writes zip files byte by byte, wrong ones included: what no zip library would make.</summary>
internal sealed class HandMadeZip
{
    private readonly List<Entry> _entries = [];

    public byte[] Before { get; init; } = [];

    public byte[] BetweenEntriesAndDirectory { get; init; } = [];

    public byte[] After { get; init; } = [];

    public byte[] Comment { get; init; } = [];

    public int? DeclaredCount { get; init; }

    public HandMadeZip Add(string name, string text = "class C;", Action<Entry>? change = null) =>
        Add(name, Encoding.UTF8.GetBytes(text), change);

    public HandMadeZip Add(string name, byte[] content, Action<Entry>? change = null)
    {
        var entry = new Entry { Name = Encoding.UTF8.GetBytes(name), Content = content };
        change?.Invoke(entry);
        _entries.Add(entry);
        return this;
    }

    public byte[] Build()
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        using var writer = new BinaryWriter(zip);
        using var table = new BinaryWriter(directory);
        writer.Write(Before);
        foreach (var entry in _entries)
        {
            var packed = entry.Packed ?? (entry.Method == 8 ? Deflate(entry.Content) : entry.Content);
            var crc = entry.Crc ?? Core.Intake.Crc32.Of(entry.Content);
            var size = entry.Size ?? (uint)entry.Content.Length;
            var offset = entry.Offset ?? (uint)zip.Position;
            if (entry.Offset is null)
            {
                writer.Write(0x04034B50u);
                writer.Write((ushort)20);
                Common(writer, entry, entry.SizesBehind ? 0 : crc, entry.SizesBehind ? 0 : (uint)packed.Length, entry.SizesBehind ? 0 : size);
                writer.Write((ushort)(entry.LocalName ?? entry.Name).Length);
                writer.Write((ushort)0);
                writer.Write(entry.LocalName ?? entry.Name);
                writer.Write(packed);
                if (entry.SizesBehind)
                {
                    writer.Write(0x08074B50u);
                    writer.Write(crc);
                    writer.Write((uint)packed.Length);
                    writer.Write(size);
                }
            }

            table.Write(0x02014B50u);
            table.Write((ushort)(3 << 8 | 20));
            table.Write((ushort)20);
            Common(table, entry, crc, (uint)packed.Length, size);
            table.Write((ushort)entry.Name.Length);
            table.Write((ushort)entry.Extra.Length);
            table.Write((ushort)0);
            table.Write((ushort)0);
            table.Write((ushort)0);
            table.Write(entry.Mode << 16);
            table.Write(offset);
            table.Write(entry.Name);
            table.Write(entry.Extra);
        }

        writer.Write(BetweenEntriesAndDirectory);
        var start = zip.Position;
        writer.Write(directory.ToArray());
        writer.Write(0x06054B50u);
        writer.Write(0u);
        writer.Write((ushort)(DeclaredCount ?? _entries.Count));
        writer.Write((ushort)(DeclaredCount ?? _entries.Count));
        writer.Write((uint)directory.Length);
        writer.Write((uint)start);
        writer.Write((ushort)Comment.Length);
        writer.Write(Comment);
        writer.Write(After);
        return zip.ToArray();
    }

    private static void Common(BinaryWriter writer, Entry entry, uint crc, uint packed, uint size)
    {
        writer.Write((ushort)(entry.Flags | (entry.SizesBehind ? 8 : 0)));
        writer.Write(entry.Method);
        writer.Write(0u);
        writer.Write(crc);
        writer.Write(packed);
        writer.Write(size);
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>One entry; every field may lie.</summary>
    internal sealed class Entry
    {
        public required byte[] Name { get; set; }

        public required byte[] Content { get; init; }

        public byte[]? LocalName { get; set; }

        public byte[]? Packed { get; set; }

        public uint? Crc { get; set; }

        public uint? Size { get; set; }

        /// <summary>Points at bytes of another entry instead of writing its own.</summary>
        public uint? Offset { get; set; }

        public ushort Method { get; set; } = 8;

        public int Flags { get; set; }

        public bool SizesBehind { get; set; }

        /// <summary>The Unix mode, for example 0xA1FF for a symbolic link.</summary>
        public uint Mode { get; set; } = 0x81A4;

        public byte[] Extra { get; set; } = [];
    }
}
