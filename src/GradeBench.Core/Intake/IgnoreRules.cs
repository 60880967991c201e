namespace GradeBench.Core.Intake;

/// <summary>
/// What of an upload is not looked at. These things are normal in a project folder, so they are listed rather than
/// refused; none of them is ever opened, built or run.
/// </summary>
internal static class IgnoreRules
{
    private static readonly Dictionary<string, string> Folders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bin"] = "build output",
        ["obj"] = "build output",
        ["artifacts"] = "build output",
        ["TestResults"] = "test output",
        [".git"] = "version control",
        [".hg"] = "version control",
        [".svn"] = "version control",
        ["packages"] = "downloaded packages",
        ["node_modules"] = "downloaded packages",
        ["__MACOSX"] = "macOS metadata",
    };

    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csproj"] = "project file: GradeBench compiles the source files itself, with the packages the task names",
        [".sln"] = "project file: GradeBench compiles the source files itself",
        [".slnx"] = "project file: GradeBench compiles the source files itself",
        [".props"] = "build settings: GradeBench compiles the source files itself",
        [".targets"] = "build settings: GradeBench compiles the source files itself",
        [".rsp"] = "build settings: GradeBench compiles the source files itself",
        [".ruleset"] = "build settings: GradeBench compiles the source files itself",
        [".globalconfig"] = "build settings: GradeBench compiles the source files itself",
        [".editorconfig"] = "build settings: GradeBench compiles the source files itself",
        [".dll"] = "compiled program",
        [".exe"] = "compiled program",
        [".pdb"] = "compiled program",
        [".md"] = "text for people",
        [".txt"] = "text for people",
        [".png"] = "image",
        [".jpg"] = "image",
        [".jpeg"] = "image",
        [".gif"] = "image",
        [".svg"] = "image",
        [".ico"] = "image",
    };

    /// <summary>The topmost folder of the path that is ignored whole, ending with <c>/</c>, and why; null when there is none.</summary>
    public static (string Folder, string Reason)? IgnoredFolder(string path, bool isFolder)
    {
        for (var start = 0; ;)
        {
            var slash = path.IndexOf('/', start);
            if (slash < 0 && !isFolder)
            {
                return null;
            }

            var end = slash < 0 ? path.Length : slash;
            var segment = path[start..end];
            if (Folders.TryGetValue(segment, out var reason) || (segment.StartsWith('.') && (reason = "editor or tool settings") is not null))
            {
                return (path[..end] + '/', reason);
            }

            if (slash < 0)
            {
                return null;
            }

            start = slash + 1;
        }
    }

    /// <summary>Why a file outside ignored folders is not looked at; null for a source file.</summary>
    public static string? IgnoredFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.StartsWith("._", StringComparison.Ordinal) || name is ".DS_Store" or "Thumbs.db" or "desktop.ini")
        {
            return "metadata of the operating system";
        }

        return SourceLanguage.Of(name) is not null ? null
            : Extensions.GetValueOrDefault(Path.GetExtension(name), "not a source file");
    }
}
