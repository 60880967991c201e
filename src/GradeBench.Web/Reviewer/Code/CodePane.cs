using System.Globalization;
using GradeBench.Core.Intake;
using GradeBench.Rubrics;
using GradeBench.Web.Shared.Code;
using Microsoft.AspNetCore.WebUtilities;

namespace GradeBench.Web.Reviewer.Code;

/// <summary>The code beside a scorecard: one file, or one part of a long one, with what was found pinned to its lines.</summary>
/// <param name="Changes">What is said above the changes from the starter; null when the file is shown alone.</param>
public sealed record CodePane(
    IReadOnlyList<FileTab> Tabs, CodeFile File, int Part, int Parts, IReadOnlyList<FindingStop> Stops, CodeLinks Links, string? Changes)
{
    /// <summary>Null when there is no such file or part.</summary>
    /// <param name="file">Path of the file to show; null for the one with the most to read.</param>
    /// <param name="starter">The starter's files when changes from them are to be shown; null for the file alone.</param>
    internal static CodePane? Of(
        Guid submissionId, IReadOnlyList<SourceFile> files, Evidence? evidence, string? file, int part, IReadOnlyList<SourceFile>? starter)
    {
        var findings = evidence?.Findings ?? [];
        var shown = file is null
            ? files.MaxBy(f => findings.Count(finding => finding.Location.File == f.Path))
            : files.FirstOrDefault(f => f.Path == file);
        if (shown is null)
        {
            return null;
        }

        var links = new CodeLinks(submissionId, files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal), starter is not null);
        var lines = shown.Text.ReplaceLineEndings("\n").Split('\n');
        var parts = Math.Max(1, (lines.Length + CodeLinks.LinesPerPart - 1) / CodeLinks.LinesPerPart);
        if (part < 1 || part > parts)
        {
            return null;
        }

        var facts = (evidence?.Facts ?? []).SelectMany(f => f.Lines).Where(l => l.File == shown.Path);
        var numbered = findings.OrderBy(f => f.Location.File, StringComparer.Ordinal).ThenBy(f => f.Location.StartLine).ToList();
        var (diff, changes) = Compare(shown, starter);
        return new(
            [.. files.Select(f => new FileTab(f.Path, links.ToFile(f.Path), findings.Count(x => x.Location.File == f.Path), f == shown))],
            CodeLines.Of(shown.Path, lines, part, [.. numbered.Where(f => f.Location.File == shown.Path)], [.. facts], diff),
            part, parts,
            [.. numbered.Select(f => new FindingStop(f, links.To(f.Location)))],
            links, changes);
    }

    private static (StarterDiff? Diff, string? Said) Compare(SourceFile shown, IReadOnlyList<SourceFile>? starter)
    {
        if (starter is null)
        {
            return (null, null);
        }

        if (StarterDiff.Origin(shown.Path, starter) is not { } origin)
        {
            return (null, "The starter has no such file: all of it is the candidate’s.");
        }

        return StarterDiff.Of(origin.Text, shown.Text) is { } diff
            ? (diff, $"{Shared.Shown.Counted(diff.Added.Count, "line")} added to the starter’s {origin.Path}, {Shared.Shown.Count(diff.Removed.Values.Sum(r => r.Count))} removed.")
            : (null, "This file is too long to be compared with the starter.");
    }
}

/// <param name="Findings">How many findings are in the file.</param>
public sealed record FileTab(string Path, string Href, int Findings, bool Current);

/// <summary>A finding with the way to its line.</summary>
public sealed record FindingStop(Finding Finding, string? Href);

/// <summary>Addresses of lines on the scorecard page.</summary>
/// <param name="Files">Paths of the submission; evidence may name others, such as the contract's, and then there is no link.</param>
/// <param name="Changes">Whether they lead to the changes from the starter.</param>
public sealed record CodeLinks(Guid SubmissionId, IReadOnlySet<string> Files, bool Changes = false)
{
    /// <summary>Longer files are shown in parts, so that no submission makes a page nobody can open.</summary>
    public const int LinesPerPart = 1500;

    public string ToFile(string path, int part = 1)
    {
        var query = new Dictionary<string, string?>
        {
            ["file"] = path,
            ["view"] = Changes ? "changes" : null,
            ["part"] = part > 1 ? part.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString($"/review/submissions/{SubmissionId}", query.Where(q => q.Value is not null)) + "#code";
    }

    public string? To(CodeSpan span) => Files.Contains(span.File)
        ? ToFile(span.File, (Math.Max(1, span.StartLine) - 1) / LinesPerPart + 1).Replace("#code", "", StringComparison.Ordinal)
            + string.Create(CultureInfo.InvariantCulture, $"#L{span.StartLine}")
        : null;

    /// <summary>File and line as people say it, without the folders.</summary>
    public static string Name(CodeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.File[(span.File.LastIndexOf('/') + 1)..]}:{span.StartLine}");
}
