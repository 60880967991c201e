using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Source;

/// <summary>
/// Turns away sources that would keep the compiler busy for minutes or overflow its stack, with one linear scan before
/// anything is parsed. The limits are far above honest code; the sandbox's clock and memory limit stand behind them.
/// </summary>
internal static class SourceGuard
{
    public const string Id = "GBC100";

    private const int MaxFiles = 200;
    private const int MaxFileCharacters = 1024 * 1024;
    private const int MaxTotalCharacters = 4 * 1024 * 1024;
    private const int MaxLineCharacters = 20_000;

    public static IReadOnlyList<SourceRefusal> Check(IReadOnlyList<SourceFile> files)
    {
        if (files.Count > MaxFiles)
            return [new SourceRefusal(Id, $"{files.Count} source files", $"The submission has {files.Count} source files; {MaxFiles} are allowed.", null)];

        var total = files.Sum(file => (long)file.Text.Length);
        if (total > MaxTotalCharacters)
            return [new SourceRefusal(Id, $"{total} characters of source", $"The submission has {total} characters of source; {MaxTotalCharacters} are allowed.", null)];

        return [.. files.Select(CheckFile).OfType<SourceRefusal>()];
    }

    private static SourceRefusal? CheckFile(SourceFile file)
    {
        if (file.Text.Length > MaxFileCharacters) return Refuse(file, 1, $"has {file.Text.Length} characters; {MaxFileCharacters} are allowed");
        if (LongLine(file.Text) is { } line) return Refuse(file, line, $"has a line of more than {MaxLineCharacters} characters");

        return NestingScan.Run(file.Text) is { } breach ? Refuse(file, breach.Line, breach.What) : null;
    }

    private static SourceRefusal Refuse(SourceFile file, int line, string what) =>
        new(Id, $"{file.Path} {what}", $"{file.Path} {what}. Compiling it would cost too much.", new ReportedSpan(file.Path, line, 1, line, 1));

    private static int? LongLine(string text)
    {
        var (line, start) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (at - start > MaxLineCharacters) return line;
            if (text[at] != '\n') continue;
            line++;
            start = at + 1;
        }

        return null;
    }
}
