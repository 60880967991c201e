using System.Text;
using static GradeBench.Core.Intake.IntakeSentences;

namespace GradeBench.Core.Intake;

/// <summary>
/// Turns the name of an entry into a safe relative path, or says why not. Nothing is ever written to a disk here, but
/// reviewers download submissions, so a name must be harmless on Linux, macOS and Windows.
/// </summary>
internal static class EntryPath
{
    private const string ReservedCharacters = "<>:\"|?*";

    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>Checks one name; <paramref name="path"/> has no leading <c>./</c> and no trailing <c>/</c>, and is empty for the root itself.</summary>
    public static IntakeResult.Refused? Parse(string name, IntakeLimits limits, out string path)
    {
        path = "";
        if (CheckCharacters(name) is { } badCharacter)
        {
            return badCharacter;
        }

        // PowerShell 5 writes backslashes into zip files; every tool reads them as separators, so the checks must too.
        var slashed = name.Replace('\\', '/');
        if (slashed.StartsWith('/') || (slashed is [var drive, ':', '/', ..] && char.IsAsciiLetter(drive)))
        {
            return Refuse(RefusalReason.AbsolutePath,
                $"{Name(name)} is an absolute path; names must be relative to your project folder, so {MakeZipAgain}.");
        }

        while (slashed.StartsWith("./", StringComparison.Ordinal))
        {
            slashed = slashed[2..];
        }

        var trimmed = slashed.EndsWith('/') ? slashed[..^1] : slashed;
        if (trimmed is "" or ".")
        {
            return null;
        }

        path = trimmed.Normalize(NormalizationForm.FormC);
        return CheckSegments(name, path.Split('/'), limits) ?? CheckLength(name, path, limits);
    }

    private static IntakeResult.Refused? CheckCharacters(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD, and Normalize would throw on it.
            if (UntrustedText.IsInvisible(rune) || rune == Rune.ReplacementChar)
            {
                return Refuse(RefusalReason.NameCharacters,
                    $"The name {Name(name)} contains the invisible or control character U+{rune.Value:X4}; rename the file and upload again.");
            }
        }

        return null;
    }

    private static IntakeResult.Refused? CheckSegments(string name, string[] segments, IntakeLimits limits)
    {
        if (segments.Contains(".."))
        {
            return Refuse(RefusalReason.Traversal,
                $"{Name(name)} points outside your project folder with “..”; {MakeZipAgain}.");
        }

        if (segments.Length > limits.MaxDepth)
        {
            return Refuse(RefusalReason.TooDeep,
                $"{Name(name)} is {segments.Length} levels deep and the limit is {limits.MaxDepth}; move it up and upload again.");
        }

        foreach (var segment in segments)
        {
            if (CheckSegment(name, segment, limits) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    private static IntakeResult.Refused? CheckSegment(string name, string segment, IntakeLimits limits)
    {
        if (segment is "" or ".")
        {
            return Refuse(RefusalReason.NameReserved,
                $"{Name(name)} has an empty or “.” folder name in it; {MakeZipAgain}.");
        }

        if (segment.IndexOfAny([.. ReservedCharacters]) is var at and >= 0)
        {
            return Refuse(RefusalReason.NameCharacters,
                $"The name {Name(name)} contains “{segment[at]}”, which Windows does not allow; rename the file and upload again.");
        }

        if (segment[^1] is '.' or ' ' || segment[0] == ' ')
        {
            return Refuse(RefusalReason.NameReserved,
                $"The name {Name(name)} has a part that begins or ends with a space or ends with a dot, which Windows does not allow; rename it and upload again.");
        }

        // Windows takes “con.cs” and “con .txt” for the console as well: the name counts up to its first dot.
        if (DeviceNames.Contains(segment.Split('.')[0].TrimEnd()))
        {
            return Refuse(RefusalReason.NameReserved,
                $"The name {Name(name)} is a device name on Windows; rename the file and upload again.");
        }

        var bytes = Encoding.UTF8.GetByteCount(segment);
        return bytes > limits.MaxNameBytes
            ? Refuse(RefusalReason.NameTooLong,
                $"The name {Name(name)} has a part of {bytes} bytes and the limit is {limits.MaxNameBytes}; shorten it and upload again.")
            : null;
    }

    private static IntakeResult.Refused? CheckLength(string name, string path, IntakeLimits limits)
    {
        var bytes = Encoding.UTF8.GetByteCount(path);
        return bytes > limits.MaxPathBytes
            ? Refuse(RefusalReason.PathTooLong,
                $"The path {Name(name)} is {bytes} bytes long and the limit is {limits.MaxPathBytes}; shorten it and upload again.")
            : null;
    }
}
