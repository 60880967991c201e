using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>
/// The paths met so far in one upload. On Windows and macOS two names that differ only in case are one file, so which
/// of the two a reviewer sees would be chance.
/// </summary>
internal sealed class PathRegister
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers an entry and the folders above it.</summary>
    public IntakeResult.Refused? Add(string path, bool isFolder)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (AddOne(path[..slash], isFolder: true) is { } refused)
            {
                return refused;
            }
        }

        return AddOne(path, isFolder);
    }

    private IntakeResult.Refused? AddOne(string path, bool isFolder)
    {
        if (_entries.TryAdd(path, new Entry(path, isFolder)))
        {
            return null;
        }

        var earlier = _entries[path];
        if (earlier.IsFolder && isFolder && earlier.Path == path)
        {
            return null;
        }

        return earlier.Path == path && !earlier.IsFolder && !isFolder
            ? Refuse(RefusalReason.Duplicate, $"{Name(path)} is in the upload twice; keep one of them and upload again.")
            : Refuse(RefusalReason.Collision,
                $"{Name(earlier.Path)} and {Name(path)} are the same name on Windows and macOS; rename one of them and upload again.");
    }

    private sealed record Entry(string Path, bool IsFolder);
}
