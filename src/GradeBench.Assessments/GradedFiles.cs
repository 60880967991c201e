namespace GradeBench.Assessments;

/// <summary>
/// Tells the candidate's answer from what an upload of the whole starter folder brings along: the contract, the visible
/// example tests and build output. Those are not compiled, so nobody needs to tidy up before uploading.
/// </summary>
/// <param name="ContractFiles">File names of the contract, for example <c>ITaskRunner.cs</c>.</param>
public sealed record GradedFiles(IReadOnlyList<string> ContractFiles)
{
    /// <summary>Names of folders that are left out wherever they are, in any case of letters.</summary>
    public static IReadOnlyList<string> IgnoredFolders { get; } = ["contract", "tests", "test", "bin", "obj"];

    /// <summary>Whether the file at <paramref name="path"/> (with forward slashes) is part of the answer.</summary>
    public bool Includes(string path)
    {
        var segments = path.Split('/');

        return path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            && !segments.SkipLast(1).Any(segment => IgnoredFolders.Contains(segment, StringComparer.OrdinalIgnoreCase))
            && !ContractFiles.Contains(segments[^1], StringComparer.OrdinalIgnoreCase);
    }
}
