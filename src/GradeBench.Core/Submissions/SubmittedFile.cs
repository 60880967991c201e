namespace GradeBench.Core.Submissions;

/// <summary>One source file of a submission.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
public sealed record SubmittedFile(string Path, long Bytes);
