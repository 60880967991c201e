namespace GradeBench.Core.Intake;

/// <summary>A programming language that uploads may be written in, told by the extension of its files.</summary>
/// <param name="Id">The id evidence carries, for example <c>csharp</c>.</param>
internal sealed record SourceLanguage(string Id, string Title, string Extension)
{
    /// <summary>What is graded now. Another language is another line here once a host for it exists.</summary>
    public static IReadOnlyList<SourceLanguage> Accepted { get; } = [new("csharp", "C#", ".cs")];

    public static SourceLanguage? Of(string path) =>
        Accepted.FirstOrDefault(language => path.EndsWith(language.Extension, StringComparison.OrdinalIgnoreCase));
}
