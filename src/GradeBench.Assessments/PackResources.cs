using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace GradeBench.Assessments;

/// <summary>The files of one pack, embedded in this assembly under <c>&lt;pack id&gt;/</c>.</summary>
internal sealed class PackResources
{
    // The zip format cannot store a time before 1980, and every entry needs one that never changes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public PackResources(string packId)
    {
        var assembly = typeof(PackResources).Assembly;
        var prefix = $"{packId}/";

        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);

            // Line endings depend on the checkout; a version must not.
            var text = reader.ReadToEnd().ReplaceLineEndings("\n");
            _files.Add(name[prefix.Length..].Replace('\\', '/'), Encoding.UTF8.GetBytes(text));
        }
    }

    public string Text(string path) => Encoding.UTF8.GetString(_files[path]);

    /// <summary>Paths under <paramref name="folder"/>, relative to it.</summary>
    public IEnumerable<string> Under(string folder) =>
        _files.Keys.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).Select(path => path[(folder.Length + 1)..]);

    /// <summary>The folder as a zip archive below <paramref name="root"/>: sorted, with fixed times, so always the same bytes.</summary>
    public ImmutableArray<byte> Zip(string folder, string root)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in Under(folder))
            {
                // Stored, not deflated: what deflate yields may change with the runtime.
                var entry = archive.CreateEntry($"{root}/{path}", CompressionLevel.NoCompression);
                entry.LastWriteTime = EntryTime;
                using var stream = entry.Open();
                stream.Write(_files[$"{folder}/{path}"]);
            }
        }

        return [.. buffer.ToArray()];
    }

    /// <summary>The first 12 hexadecimal digits of a hash over every file and over <paramref name="settings"/>.</summary>
    public string Version(string settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(settings));

        foreach (var (path, content) in _files)
        {
            // Lengths keep "ab" + "c" apart from "a" + "bc".
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{path} {content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
