using GradeBench.Core.Intake;

namespace GradeBench.Cli.Grade;

/// <summary>The submission a user names on the command line.</summary>
internal static class SubmissionPath
{
    /// <summary>What to call it: the last folder or file, with the one above when it is just called <c>code</c> as in the samples.</summary>
    public static string NameOf(string path)
    {
        var full = Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar);
        var name = Path.GetFileName(full);
        return name == "code" ? $"{Path.GetFileName(Path.GetDirectoryName(full))}/{name}" : name;
    }

    /// <summary>Its parts for intake; a folder is read without build output.</summary>
    /// <exception cref="IOException">There is nothing at the path, or it cannot be read.</exception>
    public static IReadOnlyList<UploadPart> Parts(string path, IntakeLimits limits)
    {
        if (Directory.Exists(path))
        {
            return FolderUpload.Parts(path, limits);
        }

        return File.Exists(path)
            ? [new UploadPart(Path.GetFileName(path), () => File.OpenRead(path))]
            : throw new FileNotFoundException($"There is no file or folder “{UntrustedText.OneLine(path, 200)}”.");
    }
}
