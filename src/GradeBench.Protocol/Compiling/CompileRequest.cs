namespace GradeBench.Protocol;

/// <summary>What the compiler host is asked to compile and analyse.</summary>
/// <param name="Files">The submission's source files, in a fixed order (ordinal by path).</param>
/// <param name="Assessment">Id of the assessment, for example <c>task-runner</c>; it decides which contract is referenced.</param>
public sealed record CompileRequest(IReadOnlyList<SourceFile> Files, string Assessment);

/// <summary>One source file of a submission.</summary>
/// <param name="Path">Relative path with forward slashes, as the candidate named it.</param>
public sealed record SourceFile(string Path, string Text);
