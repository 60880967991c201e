namespace GradeBench.Core.Submissions;

/// <summary>An upload that passed intake and is about to be stored.</summary>
/// <param name="Content">The bytes to store: what the receipt's SHA-256 is of.</param>
/// <param name="FileName">The uploaded archive's name, cleaned for display; null when loose files were uploaded.</param>
/// <param name="Language">For example <c>csharp</c>.</param>
public sealed record NewSubmission(
    Guid AttemptId, ReadOnlyMemory<byte> Content, string? FileName, string Language, IReadOnlyList<SubmittedFile> Files);
