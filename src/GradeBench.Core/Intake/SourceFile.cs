namespace GradeBench.Core.Intake;

/// <summary>A source file of an accepted upload.</summary>
/// <param name="Path">Path inside the upload with <c>/</c>, in Unicode form C, without a common top-level folder.</param>
/// <param name="Text">Its text, without a byte order mark.</param>
/// <param name="Sha256">Lower-case hexadecimal hash of its bytes as uploaded, so that the sender can check a receipt.</param>
public sealed record SourceFile(string Path, string Text, string Sha256);

/// <summary>Something of an upload that grading does not look at.</summary>
/// <param name="Path">A file, or a folder that is ignored whole and then ends with <c>/</c>.</param>
/// <param name="Reason">Why, in a few words a candidate understands.</param>
/// <param name="Files">How many files that is: 1 for a file.</param>
public sealed record IgnoredEntry(string Path, string Reason, int Files);
