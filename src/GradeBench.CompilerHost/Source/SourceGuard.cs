using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Source;

/// <summary>
/// Finds sources that would keep the compiler or an analyzer busy for minutes or overflow its stack, with linear scans
/// before anything is parsed. The limits are far above honest code; the sandbox's clock and memory limit stand behind them.
/// </summary>
internal static class SourceGuard
{
    private const int MaxFiles = 200;
    private const int MaxTotalCharacters = 4 * 1024 * 1024;

    public static GuardedSource Check(IReadOnlyList<SourceFile> files)
    {
        if (files.Count > MaxFiles) return new GuardedSource($"The submission has {files.Count} source files; {MaxFiles} are allowed.", []);

        var total = files.Sum(file => (long)file.Text.Length);
        if (total > MaxTotalCharacters) return new GuardedSource($"The submission has {total} characters of source; {MaxTotalCharacters} are allowed.", []);

        return new GuardedSource(null, [.. files.Select(Judge).OfType<SourceRefusal>()]);
    }

    private static SourceRefusal? Judge(SourceFile file)
    {
        if (Breach(file.Text, SourceLimits.ForAnalysis) is not { } breach) return null;

        return Breach(file.Text, SourceLimits.ForCompiling) is { } worse
            ? Refuse(file, worse, isCompiled: false)
            : Refuse(file, breach, isCompiled: true);
    }

    private static SourceRefusal Refuse(SourceFile file, SourceBreach breach, bool isCompiled) =>
        new($"{file.Path} {breach.What}", new ReportedSpan(file.Path, breach.Line, 1, breach.Line, 1), file.Path, isCompiled);

    private static SourceBreach? Breach(string text, SourceLimits limits)
    {
        if (text.Length > limits.FileCharacters) return new SourceBreach($"has {text.Length} characters; {limits.FileCharacters} are allowed", 1);
        if (LongLine(text, limits.LineCharacters) is { } line) return new SourceBreach($"has a line of more than {limits.LineCharacters} characters", line);

        return NestingScan.Run(text, limits);
    }

    private static int? LongLine(string text, int allowed)
    {
        var (line, start) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (at - start > allowed) return line;
            if (text[at] != '\n') continue;
            line++;
            start = at + 1;
        }

        return null;
    }
}
