namespace GradeBench.Protocol;

/// <summary>What the compiler host is asked to compile, and to keep for being analysed.</summary>
/// <param name="Files">The submission's source files, in a fixed order (ordinal by path).</param>
/// <param name="Assessment">Id of the assessment, for example <c>task-runner</c>; it decides which contract is referenced.</param>
/// <param name="Packages">Names of the packages that the assessment allows, for example <c>Polly.Core</c>. Only these are referenced beside the base class library.</param>
/// <param name="OnlyToAnalyse">Set when another host could not compile it: only what can be analysed safely is kept, and nothing is compiled.</param>
public sealed record CompileRequest(IReadOnlyList<SourceFile> Files, string Assessment, IReadOnlyList<string> Packages, bool OnlyToAnalyse = false);

/// <summary>One source file of a submission.</summary>
/// <param name="Path">Relative path with forward slashes, as the candidate named it.</param>
public sealed record SourceFile(string Path, string Text);
