using System.Security.Cryptography;
using static GradeBench.Core.Intake.IntakeResult;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>
/// Reads an upload in memory, under limits, and accepts or refuses it. Nothing is written to a disk, nothing in it is
/// ever run here, and no more of it is held than the limits allow, whatever its headers claim.
/// </summary>
public sealed class SubmissionIntake(IntakeLimits limits)
{
    public SubmissionIntake() : this(new IntakeLimits()) { }

    /// <summary>Reads one archive or any number of loose files. Each part is opened once, in order.</summary>
    public async Task<IntakeResult> ReadAsync(IReadOnlyList<UploadPart> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
        {
            return Refuse(RefusalReason.Empty, "There is no file to read; choose a zip of your project folder or its source files.");
        }

        if (parts.Count > 1 && parts.FirstOrDefault(part => ArchiveKind.ByName(part.Name) is not null) is { } archive)
        {
            return Refuse(RefusalReason.Mixed, $"{Name(archive.Name)} is an archive among other files; upload either one archive or loose files.");
        }

        if (parts.FirstOrDefault(part => part.IsLink) is { } link)
        {
            return Refuse(RefusalReason.Link, $"{Name(link.Name)} is a link and only ordinary files are read; replace it by the file it points to and upload again.");
        }

        if (parts.Count > limits.MaxEntries)
        {
            return Refuse(RefusalReason.TooManyEntries, $"The upload has {Count(parts.Count)} files and the limit is {Count(limits.MaxEntries)}; leave out bin, obj, .git and packages and upload again.");
        }

        var contents = new List<byte[]>();
        var rest = limits.MaxUploadBytes;
        foreach (var part in parts)
        {
            await using var stream = part.Open();
            if (await BoundedBytes.ReadAsync(stream, rest, cancellationToken) is not { } bytes)
            {
                return Refuse(RefusalReason.UploadTooLarge, $"{(parts.Count == 1 ? Name(part.Name) + " is" : $"With {Name(part.Name)} the upload is")} larger than {Size(limits.MaxUploadBytes)}, which is the limit; leave out bin, obj, .git and packages and upload again.");
            }

            rest -= bytes.Length;
            contents.Add(bytes);
        }

        return IsArchive(parts, contents[0]) ? ReadArchive(parts[0].Name, contents[0]) : ReadLoose(parts, contents);
    }

    /// <summary>The source files of a stored upload, whatever the limits were when it came.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an accepted upload's: the storage is damaged.</exception>
    public static Accepted Reopen(ReadOnlyMemory<byte> stored) =>
        new SubmissionIntake(IntakeLimits.Widest).ReadArchive("stored", stored) as Accepted
        ?? throw new InvalidDataException("The stored upload cannot be read any more: it is not what was stored. Restore it from a backup.");

    private static bool IsArchive(IReadOnlyList<UploadPart> parts, byte[] first) =>
        parts.Count == 1 && SourceLanguage.Of(parts[0].Name) is null
        && (ArchiveKind.ByName(parts[0].Name) ?? ArchiveKind.ByContent(first)) is not null;

    private IntakeResult ReadArchive(string name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Refuse(RefusalReason.Empty, $"{Name(name)} is empty; {MakeZipAgain}.");
        }

        if (!ZipDirectory.IsZip(bytes.Span))
        {
            return ArchiveKind.ByContent(bytes.Span) is { } kind && kind != "zip"
                ? Refuse(RefusalReason.UnknownFormat, $"{Name(name)} is a {kind} archive and only zip is read; {MakeZipAgain}.")
                : Refuse(RefusalReason.Polyglot, $"{Name(name)} does not begin like a zip file; {MakeZipAgain}.");
        }

        return new ZipDirectory(bytes, limits).Read(out var entries) is { } refused ? refused : Collect(entries, () => bytes);
    }

    private IntakeResult ReadLoose(IReadOnlyList<UploadPart> parts, List<byte[]> contents)
    {
        var entries = parts.Zip(contents, (part, bytes) => new ArchiveEntry(
            part.Name, part.Name.EndsWith('/'), bytes.Length, bytes.Length, null, () => new MemoryStream(bytes)));
        return Collect(entries, () => CanonicalArchive.Write(parts.Zip(contents)
            .Where(file => !file.First.Name.EndsWith('/'))
            .Select(file => (CheckedPath(file.First.Name), (ReadOnlyMemory<byte>)file.Second))));
    }

    private string CheckedPath(string name) => EntryPath.Parse(name, limits, out var path) is null ? path : throw new InvalidOperationException(name);

    /// <summary>Checks and unpacks the entries; <paramref name="store"/> makes the bytes to store once they are accepted.</summary>
    private IntakeResult Collect(IEnumerable<ArchiveEntry> entries, Func<ReadOnlyMemory<byte>> store)
    {
        var contents = new UploadContents(limits);
        foreach (var entry in entries)
        {
            if (contents.Add(entry) is { } refused)
            {
                return refused;
            }
        }

        var (files, ignored) = TopFolder.Strip(contents.Files, contents.Ignored);
        if (files.Count == 0)
        {
            var wanted = string.Join(" or ", SourceLanguage.Accepted.Select(language => $"{language.Title} ({language.Extension})"));
            return Refuse(RefusalReason.NoSource, $"There is no source file in the upload; it must hold at least one {wanted} file outside bin and obj.");
        }

        var stored = store();
        return new Accepted(SourceLanguage.Of(files[0].Path)!.Id, files, ignored, stored, Convert.ToHexStringLower(SHA256.HashData(stored.Span)));
    }
}
