namespace GradeBench.Core.Assessments;

/// <summary>Which source files of an upload a pack does not grade, as far as pages must know it to say so beforehand.</summary>
/// <param name="ContractFiles">File names of the contract, for example <c>ITaskRunner.cs</c>.</param>
/// <param name="IgnoredFolders">Names of folders that are left out wherever they are.</param>
public sealed record PublishedFileRules(IReadOnlyList<string> ContractFiles, IReadOnlyList<string> IgnoredFolders)
{
    public static PublishedFileRules None { get; } = new([], []);

    /// <summary>Whether the source file at <paramref name="path"/> (with forward slashes) is part of the answer.</summary>
    public bool Includes(string path)
    {
        var segments = path.Split('/');

        return !segments.SkipLast(1).Any(segment => IgnoredFolders.Contains(segment, StringComparer.OrdinalIgnoreCase))
            && !ContractFiles.Contains(segments[^1], StringComparer.OrdinalIgnoreCase);
    }
}
