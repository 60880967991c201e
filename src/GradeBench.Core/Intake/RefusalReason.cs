namespace GradeBench.Core.Intake;

/// <summary>The rule an upload broke. The names are stable: they appear in JSON output and in audit entries.</summary>
public enum RefusalReason
{
    /// <summary>No file at all, or one without a byte.</summary>
    Empty,

    UploadTooLarge,
    UnpackedTooLarge,
    PackingRatio,
    TooManyEntries,
    TooManySourceFiles,
    SourceFileTooLarge,
    SourceTooLarge,

    /// <summary>Not an archive that is read here, or not what its name says.</summary>
    UnknownFormat,

    /// <summary>The archive contradicts itself, ends early, or a checksum is wrong.</summary>
    Damaged,

    /// <summary>Bytes before, between or after the archive's own: it could be read as something else too.</summary>
    Polyglot,

    Zip64,
    Encrypted,
    NestedArchive,

    /// <summary>An archive together with other files.</summary>
    Mixed,

    /// <summary>A name that leaves the upload's own folder.</summary>
    Traversal,

    AbsolutePath,
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    SpecialFile,

    NameTooLong,
    PathTooLong,
    TooDeep,
    NameNotUtf8,

    /// <summary>Control, direction or reserved characters in a name.</summary>
    NameCharacters,

    /// <summary>A name that Windows cannot store.</summary>
    NameReserved,

    /// <summary>One name twice, also when it is spelled in two Unicode forms.</summary>
    Duplicate,

    /// <summary>Two names that differ only in case, or a file and a folder of one name.</summary>
    Collision,

    BinarySource,
    SourceNotUtf8,
    NoSource,
}
