namespace GradeBench.Core.Intake;

/// <summary>One file of an upload, not read yet: an archive, or one of several loose files.</summary>
/// <param name="Name">The name as the sender gave it, a relative path allowed; ends with <c>/</c> for a folder. Not trusted.</param>
/// <param name="Open">Opens the content once; the reader disposes it. Its length is not trusted.</param>
/// <param name="IsLink">The sender's file is a symbolic link. It is refused without being opened.</param>
public sealed record UploadPart(string Name, Func<Stream> Open, bool IsLink = false);
